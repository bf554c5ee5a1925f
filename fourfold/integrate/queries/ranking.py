"""The order of bids as the published formula gives it, once moderation has closed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.models import (
    MOST_POINTS,
    Family,
    Moderation,
    OpenedBid,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.rules.ranking import Entrant, Weighed, rank

if TYPE_CHECKING:
    from collections.abc import Mapping

PRICES_SHOWN = frozenset({ProcurementState.MODERATED, ProcurementState.AWARDED, ProcurementState.CONTRACTED})


@dataclass(frozen=True, slots=True)
class RankedBid:
    opened_bid: OpenedBid
    place: int
    total: Decimal
    marks: Mapping[str, Decimal]


def prices_are_shown(procurement: Procurement) -> bool:
    """Prices are kept from everyone until the points for quality and social value are locked."""
    return ProcurementState(procurement.state) in PRICES_SHOWN


def ranked_bids(procurement: Procurement) -> list[RankedBid]:
    """All opened bids from first to last; empty before moderation has closed."""
    if not prices_are_shown(procurement):
        return []
    criteria = [
        Weighed(criterion.ref, criterion.weight, criterion.family == Family.PRICE)
        for criterion in procurement.criteria.all()
    ]
    bids = {bid.ref: bid for bid in judged_bids(procurement).select_related("bidder")}
    agreed: dict[str, dict[str, Decimal]] = {ref: {} for ref in bids}
    rows = Moderation.objects.filter(opened_bid__ref__in=list(bids))
    for bid_ref, criterion_ref, points in rows.values_list("opened_bid__ref", "criterion__ref", "points"):
        agreed[bid_ref][criterion_ref] = points
    entrants = [Entrant(ref, bid.price, agreed[ref]) for ref, bid in bids.items()]
    return [
        RankedBid(bids[placed.ref], placed.place, placed.total, placed.marks)
        for placed in rank(criteria, entrants, most=MOST_POINTS)
    ]
