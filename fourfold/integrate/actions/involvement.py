"""Who has a part at policy, design and delivery, as far as no other record shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import InvolvedPart, Involvement, Stage

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

MOST = 500


def check_can_enter(by: Actor, procurement: Procurement | None) -> None:
    """For one procurement at any time, for delivery comes last; or, without one, for all of them."""
    if procurement is not None:
        check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, Role.CONTRACT_MANAGER, to=say("enter who is involved"))


def can_enter(by: Actor, procurement: Procurement | None) -> bool:
    try:
        check_can_enter(by, procurement)
    except NotAllowed:
        return False
    return True


def enter(
    *,
    by: Actor,
    procurement: Procurement | None,
    stage: str,
    part: str,
    who: str,
    how: str,
    needless: bool,
    on: date,
) -> Involvement:
    """`needless`: nobody of them is needed at this stage, and `how` says why."""
    check_can_enter(by, procurement)
    if stage not in Stage.values:
        raise Refused(say("Choose the stage"), field="stage")
    if part not in InvolvedPart.values:
        raise Refused(say("Choose who they are"), field="part")
    if needless and not how.strip():
        raise Refused(say("Say why nobody of them is needed"), field="how")
    if not needless and not who.strip():
        raise Refused(say("Say which organisation, group or community"), field="who")
    with change(by=by, owner=by.organisation_id, reason=say("Entered who is involved")):
        rows = Involvement.objects.filter(owner_id=by.organisation_id, procurement=procurement)
        if rows.count() >= MOST:
            raise Refused(say("{most} are entered, which is the most", most=MOST))
        ref = new_reference()
        created: Involvement = Involvement.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            stage=stage,
            part=part,
            who="" if needless else who.strip(),
            how=how.strip(),
            needless=needless,
            entered_by_id=by.person_id,
            entered_on=on,
        )
    return created


def check_can_take_out(by: Actor, entered: Involvement) -> None:
    if entered.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that entered it can do this."))
    check_can_enter(by, entered.procurement)


def take_out(*, by: Actor, entered: Involvement) -> None:
    check_can_take_out(by, entered)
    with change(by=by, owner=entered.owner_id, reason=say("Took out who was entered as involved")):
        entered.delete()
