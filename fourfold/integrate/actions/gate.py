"""A tender that goes out although its record is not whole: a commissioner says why, and an approver whom they name agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import GateOverride, ProcurementState
from fourfold.integrate.queries.gate import gate_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person
    from fourfold.integrate.models import Procurement


def check_can_ask_to_pass(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("ask to open a tender without its record"))
    check_not_open_yet(procurement)
    gate = gate_of(procurement)
    if gate.overridden:
        raise NotAllowed(say("It was agreed already that this tender may open without its record."))
    if not gate.lacks:
        raise NotAllowed(say("Nothing is missing in the record, so there is nothing to override."))


def can_ask_to_pass(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_ask_to_pass(by, procurement)
    except NotAllowed:
        return False
    return True


def who_could_agree(by: Actor, *, on: date) -> list[Person]:
    """The approvers of the organisation, without the one who asks and those who stand in for them."""
    found = people_with_role(organisation=by.organisation_id, role=Role.APPROVER, on=on)
    return [each for each in found if each.pk not in by.eyes]


def ask_to_pass(
    *, by: Actor, procurement: Procurement, because: str, approver: str, on: date
) -> GateOverride:
    """`approver` is the reference of the person who is asked. Asked again before they agree, the new request stands."""
    check_can_ask_to_pass(by, procurement)
    if not because.strip():
        message = say("Say why the tender cannot wait for the record; auditors will read it")
        raise Refused(message, field="because")
    person = next((each for each in who_could_agree(by, on=on) if each.ref == approver), None)
    if person is None:
        message = say("Choose an approver of your organisation, other than yourself")
        raise Refused(message, field="approver")
    with change(by=by, owner=procurement.owner_id, reason=say("Asked to open without the record")):
        now = standing(procurement.pk)
        check_can_ask_to_pass(by, now)
        values = {
            "because": because.strip(),
            "lacked": [str(each) for each in gate_of(now).lacks],
            "asked_by_id": by.person_id,
            "asked_on": on,
            "approver": person,
        }
        asked = GateOverride.objects.filter(procurement=procurement).first()
        if asked is not None:
            return update(asked, version=asked.version, **values)
        ref = new_reference()
        created: GateOverride = GateOverride.objects.create(
            owner_id=procurement.owner_id, ref=ref, root=ref, procurement=procurement, **values
        )
    return created


def check_can_agree(by: Actor, override: GateOverride) -> None:
    check_owns(by, override.procurement)
    check_role(by, Role.APPROVER, to=say("agree that a tender opens without its record"))
    check_not_open_yet(override.procurement)
    if override.agreed_on is not None:
        raise NotAllowed(say("It was agreed already."))
    if by.person_id != override.approver_id:
        raise NotAllowed(say("{name} was asked to agree, and nobody else can.", name=override.approver.name))
    check_other_eyes(by, override.asked_by_id, or_else=say("You asked for it, so another person agrees."))


def can_agree(by: Actor, override: GateOverride) -> bool:
    try:
        check_can_agree(by, override)
    except NotAllowed:
        return False
    return True


def agree(*, by: Actor, override: GateOverride, seen: int, on: date) -> GateOverride:
    """From now on the record stops the tender no more. What is missing at this moment is what was agreed to."""
    check_can_agree(by, override)
    with change(by=by, owner=override.owner_id, reason=say("Agreed to open without the record")):
        procurement = standing(override.procurement_id)
        lacked = [str(each) for each in gate_of(procurement).lacks]
        agreed = update(override, version=seen, agreed_on=on, lacked=lacked)
        if procurement.state == ProcurementState.PLANNED:
            move(procurement, to=ProcurementState.CONSIDERING)
    return agreed
