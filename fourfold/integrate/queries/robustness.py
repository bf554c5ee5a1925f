"""An evaluation whose points are locked, as plain numbers; nothing of one that is not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.integrate.models import MOST_POINTS, Criterion, Family, OpenedBid
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.queries.ranking import agreed_and_reckoned_points, prices_are_shown
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.robustness.contest import Bidding, Contest
from fourfold.integrate.rules.robustness.prices import around_the_mean, lowest_over_price

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


# The published formulas that give price a weight, in fractions.
_FORMULAS = {PriceFormula.LOWEST: lowest_over_price, PriceFormula.MEAN: around_the_mean}


@dataclass(frozen=True, slots=True)
class Locked:
    """The contest, with its criteria and bids by reference."""

    contest: Contest
    criteria: dict[str, Criterion]
    bids: dict[str, OpenedBid]


def locked_contest(procurement: Procurement) -> Locked | None:
    """None before moderation has closed, where nobody bid, and where the price is divided by the marks.

    Points that a formula makes of what is offered stay as they are; bids that do not pass are left out, as in the ranking.
    """
    formula = _FORMULAS.get(method_of(procurement).formula)
    if formula is None or not prices_are_shown(procurement):
        return None
    criteria = {each.ref: each for each in leaves(procurement)}
    aside = why_set_aside(procurement)
    bids = {bid.ref: bid for bid in judged_bids(procurement).select_related("bidder") if bid.pk not in aside}
    if not bids:
        return None
    points = agreed_and_reckoned_points(procurement, bids)
    shares = {
        bid: {criterion: Fraction(given) / MOST_POINTS for criterion, given in of_bid.items()}
        for bid, of_bid in points.items()
    }
    price = next((ref for ref, each in criteria.items() if each.family == Family.PRICE), "")
    contest = Contest(
        {ref: Fraction(each.weight) for ref, each in criteria.items()},
        tuple(Bidding(ref, shares[ref], bid.price) for ref, bid in bids.items()),
        formula,
        price,
    )
    return Locked(contest, criteria, bids)
