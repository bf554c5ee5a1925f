"""An evaluation whose points are locked, as plain numbers; nothing of one that is not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.integrate.models import MOST_POINTS, Criterion, Family, Moderation, OpenedBid
from fourfold.integrate.queries.ranking import prices_are_shown
from fourfold.integrate.rules.robustness.contest import Bidding, Contest
from fourfold.integrate.rules.robustness.prices import lowest_over_price

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Locked:
    """The contest, with its criteria and bids by reference."""

    contest: Contest
    criteria: dict[str, Criterion]
    bids: dict[str, OpenedBid]


def locked_contest(procurement: Procurement) -> Locked | None:
    """None before moderation has closed, and where nobody bid."""
    if not prices_are_shown(procurement):
        return None
    criteria = {each.ref: each for each in procurement.criteria.all()}
    bids = {bid.ref: bid for bid in procurement.opened_bids.select_related("bidder")}
    if not bids:
        return None
    shares: dict[str, dict[str, Fraction]] = {ref: {} for ref in bids}
    rows = Moderation.objects.filter(opened_bid__procurement=procurement)
    for bid, criterion, points in rows.values_list("opened_bid__ref", "criterion__ref", "points"):
        shares[bid][criterion] = Fraction(points) / MOST_POINTS
    price = next((ref for ref, each in criteria.items() if each.family == Family.PRICE), "")
    contest = Contest(
        {ref: Fraction(each.weight) for ref, each in criteria.items()},
        tuple(Bidding(ref, shares[ref], bid.price) for ref, bid in bids.items()),
        lowest_over_price,
        price,
    )
    return Locked(contest, criteria, bids)
