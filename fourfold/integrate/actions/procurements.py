"""A procurement begins, is corrected while nobody bids for it yet, and may be abandoned with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import move
from fourfold.integrate.models import Procurement, ProcurementKind, ProcurementState
from fourfold.integrate.models.procurement import VALID_TRANSITIONS

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import RegisterEntry

STILL_OURS_TO_CHANGE = frozenset({ProcurementState.PLANNED, ProcurementState.CONSIDERING})


@dataclass(frozen=True, slots=True)
class Details:
    """What is bought. `amount` is the estimate in pounds without VAT; unknown is None, never nothing."""

    title: str
    description: str
    kind: str
    amount: Decimal | None
    starts_on: date | None
    ends_on: date | None


def check_can_start(by: Actor) -> None:
    check_role(by, Role.COMMISSIONER, to=say("start a procurement"))


def can_start(by: Actor) -> bool:
    try:
        check_can_start(by)
    except NotAllowed:
        return False
    return True


def check_can_change(by: Actor, procurement: Procurement) -> None:
    """Whether `by` may change what is bought, how it is judged and what is asked."""
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("change a procurement"))
    check_not_open_yet(procurement)


def can_change(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_change(by, procurement)
    except NotAllowed:
        return False
    return True


def check_can_abandon(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("abandon a procurement"))
    if ProcurementState.ABANDONED not in VALID_TRANSITIONS[ProcurementState(procurement.state)]:
        message = say(
            "This procurement is “{state}” and can no longer be abandoned.",
            state=procurement.get_state_display(),
        )
        raise NotAllowed(message)


def can_abandon(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_abandon(by, procurement)
    except NotAllowed:
        return False
    return True


def check_owns(by: Actor, procurement: Procurement) -> None:
    if procurement.owner_id != by.organisation_id:
        message = say("Only the buying organisation can do this.")
        raise NotAllowed(message)


def check_not_open_yet(procurement: Procurement) -> None:
    if procurement.state not in STILL_OURS_TO_CHANGE:
        message = say(
            "This procurement is “{state}”. What bidders were told no longer changes.",
            state=procurement.get_state_display(),
        )
        raise NotAllowed(message)


def start(*, by: Actor, details: Details, copied_from: RegisterEntry | None = None) -> Procurement:
    """A planned procurement, blank or begun as a copy of an entry of the register that `by` may see."""
    check_can_start(by)
    _check(details)
    reason = (
        say("Started a procurement")
        if copied_from is None
        else say("Started a procurement from an entry of the register")
    )
    with change(by=by, owner=by.organisation_id, reason=reason):
        ref = new_reference()
        created: Procurement = Procurement.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            copied_from=copied_from,
            started_by_id=by.person_id,
            **_values(details),
        )
    return created


def edit(*, by: Actor, procurement: Procurement, details: Details, version: int) -> Procurement:
    check_can_change(by, procurement)
    _check(details)
    with change(by=by, owner=procurement.owner_id, reason=say("Changed what is bought")):
        return update(procurement, version=version, **_values(details))


def abandon(*, by: Actor, procurement: Procurement, because: str) -> Procurement:
    """Ends the procurement. Bids that were sealed stay sealed."""
    check_can_abandon(by, procurement)
    if not because.strip():
        message = say("Say why it is abandoned; those who were asked to bid will read it")
        raise Refused(message, field="because")
    with change(by=by, owner=procurement.owner_id, reason=say("Abandoned the procurement")):
        return move(procurement, to=ProcurementState.ABANDONED, values={"abandoned_because": because.strip()})


def _check(details: Details) -> None:
    if not details.title.strip():
        message = say("Give it a title that suppliers will recognise")
        raise Refused(message, field="title")
    if details.kind not in ProcurementKind.values:
        message = say("Choose whether it is services, works or goods")
        raise Refused(message, field="kind")
    if details.amount is not None and details.amount < 0:
        message = say("An estimate cannot be less than nothing")
        raise Refused(message, field="amount")
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        message = say("The contract must end on or after the day it starts")
        raise Refused(message, field="ends_on")


def _values(details: Details) -> dict[str, object]:
    return {
        "title": details.title.strip(),
        "description": details.description.strip(),
        "kind": details.kind,
        "amount": details.amount,
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
    }
