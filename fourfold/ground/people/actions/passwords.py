"""Passwords: set once with a link that an administrator hands over, changed by their owner."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.people import notices
from fourfold.ground.people.actions import sign_ins
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Membership, PasswordLink, Person, Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import datetime

GOOD_FOR: Final = timedelta(days=7)


def check_can_make_link(by: Actor, *, person: Person) -> None:
    """Whoever holds the link becomes that person here: so only for one who acts for no other organisation."""
    check_role(by, Role.ADMINISTRATOR, to=say("make a link to set a password"))
    organisations = set(Membership.objects.filter(person=person).values_list("organisation", flat=True))
    if person.pk == by.person_id:
        raise NotAllowed(say("Change your own password on your account page."))
    if by.organisation_id not in organisations:
        raise NotAllowed(
            say(
                "{name} has no role at {organisation_name}.",
                name=person.name,
                organisation_name=by.organisation_name,
            )
        )
    if organisations != {by.organisation_id}:
        raise NotAllowed(
            say(
                "{name} also has a role in another organisation, so neither can set their password alone.",
                name=person.name,
            ),
        )


def can_make_link(by: Actor, *, person: Person) -> bool:
    try:
        check_can_make_link(by, person=person)
    except NotAllowed:
        return False
    return True


def make_link(*, by: Actor, person: Person, at: datetime) -> str:
    """The secret of a fresh link, good for seven days and one use; earlier links of the person are void."""
    check_can_make_link(by, person=person)
    with change(
        by=by, owner=by.organisation_id, reason=say("Made a link to set a password"), winding_up=True
    ):
        return new_link(person=person, at=at)


def new_link(*, person: Person, at: datetime) -> str:
    """The same for an action that has checked and declared already. The secret is shown once and kept nowhere."""
    secret = secrets.token_urlsafe(32)
    PasswordLink.objects.filter(person=person, used_at=None).update(used_at=at)
    PasswordLink.objects.create(person=person, digest=_digest(secret), made_at=at, good_until=at + GOOD_FOR)
    return secret


def person_of_link(*, secret: str, at: datetime) -> Person | None:
    """Whose link it is, or None where it is unknown, used, too old or its person can no longer sign in."""
    link = _good_links(secret, at).select_related("person").first()
    return link.person if link else None


def set_with_link(*, secret: str, password: str, at: datetime) -> Person:
    """Sets the password, uses the link up and signs the person out everywhere: whoever else knew the old one is out.

    Raises Refused where the link is no good or the password is too weak.
    """
    person = person_of_link(secret=secret, at=at)
    if person is None:
        raise Refused(say("This link has been used or is too old. Ask your administrator for a new one."))
    _check_good_enough(password, person)
    reason = say("Set their password with a link")
    with transaction.atomic(), declared(person=person.pk, organisation=None, reason=reason):
        # Of two who use the link at once, the second finds it used.
        if not _good_links(secret, at).update(used_at=at):
            raise Refused(say("This link has been used or is too old. Ask your administrator for a new one."))
        person.set_password(password)
        person.save(update_fields=["password"])
        sign_ins.end_all(person=person, at=at)
        notices.tell(person=person, what=say("Your password was set with a link."), at=at)
    return person


def change_own(*, person: Person, current: str, new: str, at: datetime, keep: str = "") -> None:
    """Refused where `current` is not the present password or `new` is too weak.

    Their other sessions end; the one with the key `keep` goes on.
    """
    if not person.check_password(current):
        raise Refused(say("This is not your present password"), field="current")
    if current == new:
        raise Refused(say("Enter a password that is not the present one"), field="new")
    _check_good_enough(new, person)
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Changed their password")),
    ):
        person.set_password(new)
        person.save(update_fields=["password"])
        sign_ins.end_all(person=person, but=keep, at=at)
        notices.tell(person=person, what=say("Your password was changed."), at=at)


def _good_links(secret: str, at: datetime) -> QuerySet[PasswordLink]:
    return PasswordLink.objects.filter(
        digest=_digest(secret),
        used_at=None,
        good_until__gte=at,
        person__is_active=True,
    )


def _check_good_enough(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refused(side_by_side(weak.messages), field="new") from weak


def _digest(secret: str) -> str:
    """Plain SHA-256 is enough: the secret is 256 random bits, nothing that could be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
