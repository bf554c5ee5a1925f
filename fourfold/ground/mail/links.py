"""The signed address with which a person ends one kind of mail, without signing in. It holds for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

from fourfold.ground.mail.kinds import mail_kind
from fourfold.ground.mail.letter import on_site
from fourfold.ground.people.tables import Person

if TYPE_CHECKING:
    from fourfold.ground.mail.kinds import MailKind

_signer = Signer(salt="fourfold.ground.mail.unsubscribe")


def unsubscribe_address(*, person: Person, kind: MailKind) -> str:
    """A whole address, or an empty text for mail that nobody can do without."""
    return "" if kind.essential else on_site(f"/mail/unsubscribe/{signed(person=person, kind=kind)}/")


def signed(*, person: Person, kind: MailKind) -> str:
    return _signer.sign_object([person.ref, kind.name])


def read(text: str) -> tuple[Person, MailKind] | None:
    """Whose mail and of which kind, or None where we did not write this, or there is no such mail any more."""
    try:
        ref, name = _signer.unsign_object(text)
    except (BadSignature, ValueError):
        return None
    person, kind = Person.objects.filter(ref=ref).first(), mail_kind(name)
    return None if person is None or kind is None or kind.essential else (person, kind)
