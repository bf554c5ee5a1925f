"""Excluding a bid, with the reason that its bidder is told. It stays where it is, and is judged no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import move_bid, standing
from fourfold.integrate.models import Bid, BidState, ProcurementState

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import OpenedBid, Procurement


def check_can_exclude(by: Actor, procurement: Procurement) -> None:
    """Before the bids are open nobody knows whose they are; after moderation the order is known. In between it can be done."""
    check_role(by, Role.COMMISSIONER, to=say("exclude a bid"))
    if procurement.owner_id != by.organisation_id:
        message = say("Only a commissioner of the buying organisation excludes a bid.")
        raise NotAllowed(message)
    if procurement.state not in {ProcurementState.OPENED, ProcurementState.EVALUATING}:
        message = say("A bid can be excluded after the bids are opened and until the moderation is closed.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("exclude a bid"))


def can_exclude(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_exclude(by, procurement)
    except NotAllowed:
        return False
    return True


def check_not_excluded(opened_bid: OpenedBid) -> None:
    """Raises Refused for a bid that is excluded: it is neither scored nor ranked nor awarded."""
    if Bid.objects.filter(pk=opened_bid.bid_id or 0, state=BidState.EXCLUDED).exists():
        raise Refused(say("This bid is excluded, so it is judged no further"))


def is_not_excluded(opened_bid: OpenedBid) -> bool:
    try:
        check_not_excluded(opened_bid)
    except Refused:
        return False
    return True


def exclude(*, by: Actor, opened_bid: OpenedBid, because: str) -> Bid:
    """Excludes the bid. What it said, and what was scored, stays on record."""
    check_can_exclude(by, opened_bid.procurement)
    reason = because.strip()
    if not reason:
        raise Refused(say("Say why the bid is excluded. The bidder reads it"), field="because")
    with change(by=by, owner=opened_bid.procurement.owner_id, reason=say("Excluded a bid")):
        check_can_exclude(by, standing(opened_bid.procurement_id))
        bid = Bid.objects.select_related("owner").get(pk=opened_bid.bid_id or 0)
        with change(by=by, owner=bid.owner_id, reason=say("Excluded a bid")):
            return move_bid(bid, to=BidState.EXCLUDED, values={"reason": reason})
