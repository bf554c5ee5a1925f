"""Passkeys: made, removed, and shown to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from fourfold.ground.identity import webauthn
from fourfold.ground.identity.actions.second_step import new_codes
from fourfold.ground.identity.queries import has_app, has_codes, required_of
from fourfold.ground.identity.tables import Passkey, RecoveryCode
from fourfold.ground.identity.telling import tell
from fourfold.ground.kernel.said import say
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


@dataclass(frozen=True, slots=True)
class Showing:
    """Whom the passkey signs in: with no `refused`, and then alone. Otherwise `person` is whose it was, where that is known."""

    person: Person | None
    refused: str = ""


def check_can_add(person: Person) -> None:
    if Passkey.objects.filter(person=person).count() >= MOST:
        raise Refused(say("You have {most} passkeys. Remove one first", most=MOST))


def add(
    *, person: Person, site: Site, state: dict[str, Any], answer: str, name: str, at: datetime, keep: str = ""
) -> list[str]:
    """Keeps the passkey that was made. Gives recovery codes, to be shown this once, where the person has none.

    The person's other sessions end; the one with the key `keep` goes on.
    """
    check_can_add(person)
    try:
        made = webauthn.made(site, state, answer)
    except webauthn.NotAPasskey:
        raise Refused(say("Your browser’s answer is no passkey for this site. Try again")) from None
    try:
        with (
            transaction.atomic(),
            declared(person=person.pk, organisation=None, reason=say("Added a passkey")),
        ):
            Passkey.objects.create(
                person=person,
                name=name,
                credential_id=made.credential_id,
                public=made.public,
                sign_count=made.sign_count,
                made_at=at,
            )
            sign_ins.end_all(person=person, but=keep, at=at)
            tell(
                person=person,
                what=say("A passkey named “{name}” was added. It signs you in.", name=name),
                at=at,
            )
            return [] if has_codes(person=person.pk) else new_codes(person=person, at=at)
    except IntegrityError:
        raise Refused(say("This passkey is here already")) from None


def check_can_remove(person: Person, *, on: date) -> None:
    """The last thing that somebody proves besides a password stays, where it is required of them."""
    others = has_app(person=person.pk) or Passkey.objects.filter(person=person).count() > 1
    required = () if others else required_of(person=person, on=on)
    if required:
        raise NotAllowed(
            say(
                "{required} requires a second step of people with your role. Set up another first.",
                required=required[0],
            )
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
    with transaction.atomic(), declared(person=person.pk, organisation=None, reason=say("Removed a passkey")):
        deleted, _ = Passkey.objects.filter(pk=passkey.pk, person=person).delete()
        if not deleted:
            raise Refused(say("This passkey is removed already"))
        if not has_app(person=person.pk) and not Passkey.objects.filter(person=person).exists():
            RecoveryCode.objects.filter(person=person).delete()
        tell(person=person, what=say("The passkey named “{name}” was removed.", name=passkey.name), at=at)


def forget(*, person: Person) -> None:
    """All of one who left, within the declared change; with them the recovery codes that nothing else asks for."""
    Passkey.objects.filter(person=person).delete()
    if not has_app(person=person.pk):
        RecoveryCode.objects.filter(person=person).delete()


def show(
    *, site: Site, state: dict[str, Any], answer: str, at: datetime, only: Person | None = None
) -> Showing:
    """Whom a browser's answer signs in. `only` is who began with another means: theirs alone will do.

    An authenticator that counts must count on: one that falls back may be a copy of another. Its owner is told.
    """
    try:
        row = (
            Passkey.objects.filter(credential_id=webauthn.named_in(answer), person__is_active=True)
            .select_related("person")
            .first()
        )
        if row is None:
            return Showing(None, say("unknown passkey"))
        shown = webauthn.shown(site, state, answer, public=row.public)
    except webauthn.NotAPasskey:
        return Showing(None, say("wrong answer of a passkey"))
    if shown.person_ref != row.person.ref or (only is not None and only.pk != row.person_id):
        return Showing(row.person, say("another's passkey"))
    with (
        transaction.atomic(),
        declared(person=row.person_id, organisation=None, reason=say("Showed a passkey")),
    ):
        question = state["challenge"]
        # Compared and written at once, so that of two answers to one question, or with one count, one is in.
        counts_on = (
            Passkey.objects.filter(Q(sign_count__lt=shown.sign_count) | Q(sign_count=0), pk=row.pk)
            .exclude(answered=question)
            .update(sign_count=shown.sign_count, answered=question, used_at=at)
        )
        if counts_on:
            return Showing(row.person)
        if Passkey.objects.filter(pk=row.pk, answered=question).exists():
            return Showing(row.person, say("an answer twice"))
        tell(
            person=row.person,
            what=say(
                "Somebody tried to sign in with what may be a copy of your passkey “{name}”. Remove it.",
                name=row.name,
            ),
            at=at,
        )
    return Showing(row.person, say("perhaps a copy of a passkey"))
