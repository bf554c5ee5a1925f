"""An account becomes a pseudonym: the name is gone, and that somebody decided, and that it was not the same person, stays.

The name stood in one row only, and every record points at it; so no record changes. What the trail kept of that row is erased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.identity.tables import Passkey, ProviderAccount, RecoveryCode, SecondStep, SignInLink
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import erase_mail_of
from fourfold.ground.mail.tables import MailRefusal
from fourfold.ground.people.tables import PasswordLink, Person, SignIn, Submission
from fourfold.ground.people.token_table import AccessToken
from fourfold.ground.trail.erasure import erase_values_of

if TYPE_CHECKING:
    from datetime import datetime

# A name that can belong to nobody (RFC 2606), so no mail ever goes there.
ERASED_DOMAIN: Final = "erased.invalid"
# What served the person's account alone: its rows go, and what the trail kept of them.
_OF_THE_ACCOUNT: Final = (
    PasswordLink,
    SignIn,
    SignInLink,
    SecondStep,
    RecoveryCode,
    Passkey,
    ProviderAccount,
    AccessToken,
    MailRefusal,
)


def pseudonym(ref: str) -> str:
    return say("Erased person {ref}", ref=ref)


def is_erased(person: Person) -> bool:
    return person.email.endswith(f"@{ERASED_DOMAIN}")


def erase_account(*, person: int, at: datetime) -> None:
    """Within a declared change, as maintenance. Doing it again changes nothing more."""
    row = Person.objects.select_for_update().get(pk=person)
    going = {
        model: list(model._default_manager.filter(person=row).values_list("pk", flat=True))
        for model in _OF_THE_ACCOUNT
    }
    row.name = pseudonym(row.ref)
    row.email = f"{row.ref.lower()}@{ERASED_DOMAIN}"
    row.job_title = ""
    row.is_active = False
    row.last_login = None
    # A session goes by the password: all of them end.
    row.set_unusable_password()
    row.save()
    for model, keys in going.items():
        model._default_manager.filter(pk__in=keys).delete()
    Submission.objects.filter(person=row).delete()
    erase_mail_of(person=row, at=at)
    for table, rows in ((Person, [row.pk]), *going.items()):
        erase_values_of(table=table._meta.db_table, rows=rows, at=at)
