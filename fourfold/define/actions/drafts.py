"""Who may write in a version, and the lock that keeps it from being adopted while they do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist

from fourfold.define.models import PolicyState, PolicyVersion
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

BEING_WRITTEN = frozenset({PolicyState.DRAFT, PolicyState.CONSULTING})


def check_can_draft(by: Actor) -> None:
    check_role(by, Role.LEAD, to=say("write the policy"))


def can_draft(by: Actor) -> bool:
    return by.has(Role.LEAD)


def check_can_edit(by: Actor, version: PolicyVersion) -> None:
    check_can_draft(by)
    if version.owner_id != by.organisation_id:
        message = say("Only the organisation whose policy this is can change it.")
        raise NotAllowed(message)
    if version.state not in BEING_WRITTEN:
        message = say(
            "This version is {state} and no longer changes. Start a new version.",
            state=version.get_state_display().lower(),
        )
        raise NotAllowed(message)


def can_edit(by: Actor, version: PolicyVersion) -> bool:
    try:
        check_can_edit(by, version)
    except NotAllowed:
        return False
    return True


@contextmanager
def writing_in(version: PolicyVersion, *, by: Actor, reason: str) -> Iterator[PolicyVersion]:
    """One change within `version`, which is given as it stands now and stays so until the change is done.

    Raises NotAllowed where it is, or has just become, one that no longer changes, and Refused where the row to be
    changed was removed meanwhile.
    """
    check_can_edit(by, version)
    with change(by=by, owner=version.owner_id, reason=reason):
        standing = PolicyVersion.objects.select_for_update().get(pk=version.pk)
        check_can_edit(by, standing)
        try:
            yield standing
        except ObjectDoesNotExist:
            message = say(
                "Somebody removed this while you were writing. Copy what you typed, then open the policy again"
            )
            raise Refused(message) from None
