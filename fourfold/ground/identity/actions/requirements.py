"""For which roles an organisation requires a second step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.identity.queries import has_second_step, roles_required_by
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import RequiredSecondStep, Role

if TYPE_CHECKING:
    from collections.abc import Collection


def check_can_require(by: Actor) -> None:
    """Who has none would shut themselves out of what they are doing, and asks of others what they do not do."""
    check_role(by, Role.ADMINISTRATOR, to=say("require a second step"))
    if not has_second_step(person=by.person_id):
        raise NotAllowed(say("Set up your own second step first."))


def can_require(by: Actor) -> bool:
    try:
        check_can_require(by)
    except NotAllowed:
        return False
    return True


def require(*, by: Actor, roles: Collection[str]) -> None:
    """From now on those with one of `roles`, and no others, must have a second step to do anything."""
    check_can_require(by)
    if not set(roles) <= set(Role.values):
        raise Refused(say("Choose from these roles"), field="roles")
    standing = roles_required_by(organisation=by.organisation_id)
    with change(
        by=by, owner=by.organisation_id, reason=say("Chose which roles need a second step"), winding_up=True
    ):
        RequiredSecondStep.objects.filter(
            organisation_id=by.organisation_id, role__in=standing - set(roles)
        ).delete()
        for role in sorted(set(roles) - standing):
            RequiredSecondStep.objects.get_or_create(organisation_id=by.organisation_id, role=role)
