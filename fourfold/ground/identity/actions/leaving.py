"""Somebody leaves an organisation: every role they hold there ends on one day, and with it all they could do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from fourfold.ground.identity.actions import passkeys
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import roles, sign_ins
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Membership, PasswordLink, Person, Role

if TYPE_CHECKING:
    from datetime import date, datetime


def standing_roles(*, organisation: int, person: Person, on: date) -> QuerySet[Membership]:
    """Those that hold today or begin later, by name."""
    return (
        Membership.objects.filter(
            Q(until_day=None) | Q(until_day__gte=on), organisation_id=organisation, person=person
        )
        .select_related("person", "organisation")
        .order_by("role", "from_day")
    )


def check_can_end_all(by: Actor, *, person: Person, on: date) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("record that somebody leaves"))
    if person.pk == by.person_id:
        raise NotAllowed(say("Ask another administrator to record that you leave."))
    held = list(standing_roles(organisation=by.organisation_id, person=person, on=on))
    if not held:
        raise NotAllowed(
            say(
                "{name} has no role at {organisation_name} any more.",
                name=person.name,
                organisation_name=by.organisation_name,
            )
        )
    for membership in held:
        roles.check_can_end_role(by, membership=membership, on=on)


def can_end_all(by: Actor, *, person: Person, on: date) -> bool:
    try:
        check_can_end_all(by, person=person, on=on)
    except NotAllowed:
        return False
    return True


def end_all(*, by: Actor, person: Person, last_day: date, on: date, at: datetime) -> None:
    """Yesterday ends everything at once: sessions, passkeys and links that were not used yet too.

    On a later day the roles run out by themselves, and a session without a role can do nothing.
    """
    with transaction.atomic():
        check_can_end_all(by, person=person, on=on)
        for membership in standing_roles(organisation=by.organisation_id, person=person, on=on):
            if membership.until_day is None or membership.until_day > last_day:
                roles.end(by=by, membership=membership, last_day=last_day, on=on)
        if last_day >= on:
            return
        sign_ins.end_all(person=person, by=by, at=at)
        if not _acts_elsewhere(person, by.organisation_id, on):
            with change(by=by, owner=by.organisation_id, reason=say("Somebody left"), winding_up=True):
                PasswordLink.objects.filter(person=person, used_at=None).update(used_at=at)
                passkeys.forget(person=person)


def _acts_elsewhere(person: Person, organisation: int, on: date) -> bool:
    held = Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on), person=person)
    return held.exclude(organisation_id=organisation).exists()
