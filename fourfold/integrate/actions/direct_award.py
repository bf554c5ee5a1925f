"""A contract is proposed for one supplier without competition: what was agreed is recorded, and another person approves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.actions.conflicts import check_assessment_stands
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import AgreedPromise, Award, OpenedBid, ProcurementState
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.joint import what_joint_lacks
from fourfold.integrate.queries.measures import measure_to_ask_for
from fourfold.integrate.queries.routes import invited_to, route_choice, route_of
from fourfold.integrate.rules.routes import Route

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Promised:
    """A quantity of a measure of the adopted policy, by its reference."""

    measure: str
    quantity: Decimal


def check_can_propose_directly(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("propose a direct award"))
    if route_of(procurement) is not Route.DIRECT or route_choice(procurement) is None:
        message = say("Choose direct award as the route first, with its ground.")
        raise NotAllowed(message)
    if procurement.state != ProcurementState.CONSIDERING:
        message = say(
            "Record what was considered first."
            if procurement.state == ProcurementState.PLANNED
            else "This procurement has gone on already."
        )
        raise NotAllowed(message)
    lacks = [*gate_of(procurement).stops, *what_joint_lacks(procurement)]
    if lacks:
        raise NotAllowed(say("{lacks}.", lacks=lacks[0]))
    if standing_award(procurement):
        message = say("An award is already proposed and waits for approval.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("propose its award"))
    # Nothing is opened on this route, so conflicts are assessed once, before the award.
    check_assessment_stands(procurement)


def can_propose_directly(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_propose_directly(by, procurement)
    except NotAllowed:
        return False
    return True


def propose_directly(
    *,
    by: Actor,
    procurement: Procurement,
    price: Decimal,
    promises: Sequence[Promised],
    reason: str,
    at: datetime,
) -> Award:
    """Proposes the one supplier that was named with the route, at the price and for the quantities that were agreed."""
    check_can_propose_directly(by, procurement)
    if not reason.strip():
        message = say("Give the reason for the award; it goes into the decision")
        raise Refused(message, field="reason")
    if price < 0:
        message = say("A price cannot be less than nothing")
        raise Refused(message, field="price")
    measures = [_measure(procurement, promise) for promise in promises]
    supplier = invited_to(procurement)[0].supplier
    with change(by=by, owner=procurement.owner_id, reason=say("Proposed a direct award")):
        check_can_propose_directly(by, standing(procurement.pk))
        ref = new_reference()
        agreed = OpenedBid.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            bidder=supplier,
            price=price,
            opened_at=at,
        )
        for measure, promise in zip(measures, promises, strict=True):
            AgreedPromise.objects.create(
                owner_id=procurement.owner_id,
                root=ref,
                opened_bid=agreed,
                measure_id=measure,
                quantity=promise.quantity,
            )
        own = new_reference()
        return Award.objects.create(
            owner_id=procurement.owner_id,
            ref=own,
            root=own,
            procurement=procurement,
            opened_bid=agreed,
            reason=reason.strip(),
            ranking=[],
            proposed_by_id=by.person_id,
        )


def _measure(procurement: Procurement, promise: Promised) -> int:
    known = measure_to_ask_for(organisation=procurement.owner_id, ref=promise.measure)
    if known is None:
        message = say("Choose measures of your adopted policy")
        raise Refused(message, field="promises")
    if promise.quantity <= 0 or (unit_of(known.unit).whole and promise.quantity % 1):
        message = say(
            "“{title}” is promised in whole numbers above nothing, or not at all", title=known.title
        )
        raise Refused(message, field="promises")
    return known.pk
