"""Passkeys: made, removed, and shown to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from fourfold.ground.identity import webauthn
from fourfold.ground.identity.actions.second_step import new_codes
from fourfold.ground.identity.queries import has_app, has_codes, required_of
from fourfold.ground.identity.tables import Passkey, RecoveryCode
from fourfold.ground.identity.telling import tell
from fourfold.ground.people.actions import sign_ins
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from fourfold.ground.identity.webauthn import Site
    from fourfold.ground.people.tables import Person

MOST: Final = 10


def add(
    *, person: Person, site: Site, state: dict[str, Any], answer: str, name: str, at: datetime, keep: str = ""
) -> list[str]:
    """Keeps the passkey that was made. Gives recovery codes, to be shown this once, where the person has none.

    The person's other sessions end; the one with the key `keep` goes on.
    """
    if Passkey.objects.filter(person=person).count() >= MOST:
        raise Refused(f"You have {MOST} passkeys. Remove one first")
    try:
        made = webauthn.made(site, state, answer)
    except webauthn.NotAPasskey:
        raise Refused("Your browser’s answer is no passkey for this site. Try again") from None
    try:
        with transaction.atomic(), declared(person=person.pk, organisation=None, reason="Added a passkey"):
            Passkey.objects.create(
                person=person,
                name=name,
                credential_id=made.credential_id,
                public=made.public,
                sign_count=made.sign_count,
                made_at=at,
            )
            sign_ins.end_all(person=person, but=keep, at=at)
            tell(person=person, what=f"A passkey named “{name}” was added. It signs you in.", at=at)
            return [] if has_codes(person=person.pk) else new_codes(person=person, at=at)
    except IntegrityError:
        raise Refused("This passkey is here already") from None


def check_can_remove(person: Person, *, on: date) -> None:
    """The last thing that somebody proves besides a password stays, where it is required of them."""
    others = has_app(person=person.pk) or Passkey.objects.filter(person=person).count() > 1
    required = () if others else required_of(person=person, on=on)
    if required:
        raise NotAllowed(
            f"{required[0]} requires a second step of people with your role. Set up another first."
        )


def can_remove(person: Person, *, on: date) -> bool:
    try:
        check_can_remove(person, on=on)
    except NotAllowed:
        return False
    return True


def remove(*, person: Person, passkey: Passkey, on: date, at: datetime) -> None:
    """With the last way of a second step its recovery codes go too."""
    check_can_remove(person, on=on)
    with transaction.atomic(), declared(person=person.pk, organisation=None, reason="Removed a passkey"):
        deleted, _ = Passkey.objects.filter(pk=passkey.pk, person=person).delete()
        if not deleted:
            raise Refused("This passkey is removed already")
        if not has_app(person=person.pk) and not Passkey.objects.filter(person=person).exists():
            RecoveryCode.objects.filter(person=person).delete()
        tell(person=person, what=f"The passkey named “{passkey.name}” was removed.", at=at)


def person_shown(*, site: Site, state: dict[str, Any], answer: str, at: datetime) -> Person | None:
    """Whom the passkey signs in, or None.

    An authenticator that counts must count on: one that falls back may be a copy of another. Its owner is told.
    """
    try:
        row = (
            Passkey.objects.filter(credential_id=webauthn.named_in(answer), person__is_active=True)
            .select_related("person")
            .first()
        )
        if row is None:
            return None
        shown = webauthn.shown(site, state, answer, public=row.public)
    except webauthn.NotAPasskey:
        return None
    if shown.person_ref != row.person.ref:
        return None
    with (
        transaction.atomic(),
        declared(person=row.person_id, organisation=None, reason="Showed a passkey"),
    ):
        fine = Passkey.objects.filter(
            Q(sign_count__lt=shown.sign_count) | Q(sign_count=0) & Q(sign_count=shown.sign_count), pk=row.pk
        ).update(sign_count=shown.sign_count, used_at=at)
        if not fine:
            tell(
                person=row.person,
                what=f"Somebody tried to sign in with what may be a copy of your passkey “{row.name}”. Remove it.",
                at=at,
            )
    return row.person if fine else None
