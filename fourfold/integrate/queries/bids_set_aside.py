"""The opened bids that have no place in the order, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.queries.bids import excluded_bids, judged_bids
from fourfold.integrate.queries.passing import why_set_aside

if TYPE_CHECKING:
    from fourfold.integrate.models import OpenedBid, Procurement


def bids_set_aside(procurement: Procurement) -> list[tuple[OpenedBid, list[str]]]:
    """Those that the buyer excluded, with its reason; and those that lack what every bid must meet, with each thing that they
    lack. By the bidder's name.
    """
    excluded = [
        (each, [say("The buyer excluded it: {because}", because=each.bid.reason)])
        for each in excluded_bids(procurement)
        if each.bid is not None
    ]
    why = why_set_aside(procurement)
    lacking = [
        (each, why[each.pk]) for each in judged_bids(procurement).filter(pk__in=why).select_related("bidder")
    ]
    return sorted(excluded + lacking, key=lambda found: found[0].bidder.name)
