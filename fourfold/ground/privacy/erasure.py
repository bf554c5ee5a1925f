"""An account becomes a pseudonym: the name is gone, and that somebody decided, and that it was not the same person, stays.

The name stood in one row only, and every record points at it; so no record changes. What the trail kept of that row is erased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.mail.actions import erase_mail_of
from fourfold.ground.mail.tables import MailRefusal
from fourfold.ground.people.tables import PasswordLink, Person, Submission
from fourfold.ground.trail.erasure import erase_values_of

if TYPE_CHECKING:
    from datetime import datetime

# A name that can belong to nobody (RFC 2606), so no mail ever goes there.
ERASED_DOMAIN: Final = "erased.invalid"


def pseudonym(ref: str) -> str:
    return f"Erased person {ref}"


def is_erased(person: Person) -> bool:
    return person.email.endswith(f"@{ERASED_DOMAIN}")


def erase_account(*, person: int, at: datetime) -> None:
    """Within a declared change, as maintenance. Doing it again changes nothing more."""
    row = Person.objects.select_for_update().get(pk=person)
    links = list(PasswordLink.objects.filter(person=row).values_list("pk", flat=True))
    refusals = list(MailRefusal.objects.filter(person=row).values_list("pk", flat=True))
    row.name = pseudonym(row.ref)
    row.email = f"{row.ref.lower()}@{ERASED_DOMAIN}"
    row.job_title = ""
    row.is_active = False
    row.last_login = None
    # A session goes by the password: all of them end.
    row.set_unusable_password()
    row.save()
    PasswordLink.objects.filter(pk__in=links).delete()
    MailRefusal.objects.filter(pk__in=refusals).delete()
    Submission.objects.filter(person=row).delete()
    erase_mail_of(person=row, at=at)
    for model, keys in ((Person, [row.pk]), (PasswordLink, links), (MailRefusal, refusals)):
        erase_values_of(table=model._meta.db_table, rows=keys, at=at)
