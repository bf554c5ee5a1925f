"""What a bidder may know of its own bids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from fourfold.integrate.models import Bid, BidState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

NOT_HANDED_IN = frozenset({BidState.DRAFT, BidState.WITHDRAWN, BidState.REPLACED, BidState.LATE})


@dataclass(frozen=True, slots=True)
class OwnBids:
    """Counts of bids handed in in time, those decided on among them, and drafts that are not handed in yet."""

    handed_in: int
    won: int
    lost: int
    drafts: int


def own_bids(bidder: int) -> OwnBids:
    """One query."""
    counts: Mapping[str, int] = dict(
        Bid.objects.filter(owner_id=bidder).order_by().values_list("state").annotate(bids=Count("pk")),
    )
    return OwnBids(
        handed_in=sum(count for state, count in counts.items() if state not in NOT_HANDED_IN),
        won=counts.get(BidState.WON, 0),
        lost=counts.get(BidState.LOST, 0),
        drafts=counts.get(BidState.DRAFT, 0),
    )


def bids_of(bidder: int) -> QuerySet[Bid]:
    """Every bid and draft of the organisation, the latest first, each with its tender and the buyer."""
    return (
        Bid.objects.filter(owner_id=bidder)
        .select_related("procurement__owner", "owner")
        .order_by("-saved_at", "-pk")
    )
