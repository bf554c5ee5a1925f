"""An authority that is asked into a joint procurement answers for itself: one of its approvers agrees, declines or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.joint_shown import hide_from
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.models import TAKING_PART, JointPart, JointPartState
from fourfold.integrate.models.joint_procurement import VALID_TRANSITIONS
from fourfold.integrate.queries.joint import is_before_its_tender

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor


def check_can_agree(by: Actor, part: JointPart) -> None:
    check_role(by, Role.APPROVER, to=say("agree to a part in a joint procurement"))
    _check_own(by, part)
    if part.state != JointPartState.ASKED:
        raise NotAllowed(say("Your organisation has agreed already."))
    check_other_eyes(by, part.asked_by_id, or_else=say("You arranged it, so somebody else must agree."))


def agree(*, by: Actor, part: JointPart, on: date, version: int) -> JointPart:
    """`version` is the part's as it was read: an authority agrees to a share that it has seen."""
    check_can_agree(by, part)
    # The row is the lead's, and shared with each authority that is asked.
    with change(by=by, owner=part.owner_id, reason=say("Agreed to a part in a joint procurement")):
        check_can_agree(by, _standing(part))
        return move_part(
            part, to=JointPartState.AGREED, version=version, answered_by_id=by.person_id, answered_on=on
        )


def check_can_say_no(by: Actor, part: JointPart) -> None:
    check_role(by, Role.APPROVER, to=say("decline or leave a joint procurement"))
    _check_own(by, part)
    if part.organisation_id == part.owner_id:
        raise NotAllowed(say("You lead it. A commissioner can give it up or arrange it otherwise."))
    if part.state not in TAKING_PART:
        raise NotAllowed(say("Your organisation takes no part in it any more."))


def say_no(*, by: Actor, part: JointPart, because: str, on: date, at: datetime) -> JointPart:
    """Declines what was asked, or leaves what was agreed to; the lead reads why, and shares out anew."""
    check_can_say_no(by, part)
    if not because.strip():
        raise Refused(say("Say why; the lead reads it"), field="because")
    with change(by=by, owner=part.owner_id, reason=say("Declined or left a joint procurement")):
        part = _standing(part)
        check_can_say_no(by, part)
        # Whoever opens the tender at this moment is told that it is not the same any more.
        update(part.joint.procurement, version=part.joint.procurement.version)
        to = JointPartState.DECLINED if part.state == JointPartState.ASKED else JointPartState.LEFT
        hide_from(part.joint, part.organisation_id, at=at)
        return move_part(part, to=to, because=because.strip(), answered_by_id=by.person_id, answered_on=on)


def _check_own(by: Actor, part: JointPart) -> None:
    if part.organisation_id != by.organisation_id:
        raise NotAllowed(say("Each authority answers for itself."))
    if not is_before_its_tender(part.joint):
        raise NotAllowed(say("The tender has opened, so nobody joins or leaves any more."))


def _standing(part: JointPart) -> JointPart:
    """As it stands now, and until the caller's change is done, together with the procurement that it belongs to."""
    standing(part.joint.procurement_id)
    found: JointPart = (
        JointPart.objects.select_for_update(of=("self",)).select_related("joint__procurement").get(pk=part.pk)
    )
    return found


def move_part(part: JointPart, *, to: JointPartState, version: int | None = None, **values: Any) -> JointPart:
    if to not in VALID_TRANSITIONS[JointPartState(part.state)]:
        raise Refused(say("A part that is “{state}” cannot become that.", state=part.get_state_display()))
    return update(part, version=part.version if version is None else version, state=to, **values)
