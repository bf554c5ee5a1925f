"""The one place where a procurement or a bid changes its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update
from fourfold.integrate.models import Bid, BidState, Procurement, ProcurementState
from fourfold.integrate.models.bid import VALID_TRANSITIONS as BID_MOVES
from fourfold.integrate.models.procurement import VALID_TRANSITIONS as PROCUREMENT_MOVES
from fourfold.integrate.rules.routes import ROUTES, Route, is_of_the_way

if TYPE_CHECKING:
    from collections.abc import Mapping


def move(
    procurement: Procurement, *, to: ProcurementState, values: Mapping[str, Any] | None = None
) -> Procurement:
    """Moves the procurement along the table of moves and by its route, or refuses in words. Inside the caller's change."""
    if to not in PROCUREMENT_MOVES[ProcurementState(procurement.state)]:
        message = say(
            "A procurement that is “{state}” cannot become “{label}”.",
            state=procurement.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    route = Route(procurement.route)
    if not is_of_the_way(route, state=procurement.state, to=to):
        message = say(
            "By the route “{route}” a procurement that is “{state}” does not go on to “{label}”.",
            route=ROUTES[route].title,
            state=procurement.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    return update(procurement, version=procurement.version, state=to, **(values or {}))


def standing(procurement: int) -> Procurement:
    """The procurement with that key as it stands now, and until the caller's change is done: of two people who act at
    the same moment the second is checked against what the first has done.
    """
    return Procurement.objects.select_for_update().get(pk=procurement)


def move_bid(bid: Bid, *, to: BidState, values: Mapping[str, Any] | None = None) -> Bid:
    if to not in BID_MOVES[BidState(bid.state)]:
        message = say(
            "A bid that is “{state}” cannot become “{label}”.", state=bid.get_state_display(), label=to.label
        )
        raise Refused(message)
    return update(bid, version=bid.version, state=to, **(values or {}))
