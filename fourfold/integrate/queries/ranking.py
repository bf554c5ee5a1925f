"""The order of bids as the published formula gives it, once moderation has closed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.models import (
    MOST_POINTS,
    Family,
    Moderation,
    Offer,
    OpenedBid,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.criteria import leaves, scored_by_formula
from fourfold.integrate.queries.method import ask_said, method_of
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.rules.formula_points import points_by_formula
from fourfold.integrate.rules.ranking import Entrant, Weighed, rank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PRICES_SHOWN = frozenset({ProcurementState.MODERATED, ProcurementState.AWARDED, ProcurementState.CONTRACTED})
SOCIAL = frozenset({Family.SOCIAL, Family.ENVIRONMENTAL})


@dataclass(frozen=True, slots=True)
class RankedBid:
    """`price_per_point` is pounds for each mark, where the published method goes by that."""

    opened_bid: OpenedBid
    place: int
    total: Decimal
    marks: Mapping[str, Decimal]
    price_per_point: Decimal | None = None


def prices_are_shown(procurement: Procurement) -> bool:
    """Prices are kept from everyone until the points for quality and social value are locked."""
    return ProcurementState(procurement.state) in PRICES_SHOWN


def ranked_bids(procurement: Procurement) -> list[RankedBid]:
    """All opened bids that pass, from first to last by the published method; empty before moderation has closed."""
    if not prices_are_shown(procurement):
        return []
    criteria = weighed(procurement)
    aside = why_set_aside(procurement)
    bids = {bid.ref: bid for bid in judged_bids(procurement).select_related("bidder") if bid.pk not in aside}
    points = agreed_and_reckoned_points(procurement, bids)
    entrants = [Entrant(ref, bid.price, points[ref]) for ref, bid in bids.items()]
    method = method_of(procurement)
    return [
        RankedBid(bids[placed.ref], placed.place, placed.total, placed.marks, placed.price_per_point)
        for placed in rank(criteria, entrants, most=MOST_POINTS, formula=method.formula, tie=method.tie)
    ]


def weighed(procurement: Procurement) -> list[Weighed]:
    """What bids are judged by, as the formula takes it."""
    return [
        Weighed(criterion.ref, criterion.weight, criterion.family == Family.PRICE, criterion.family in SOCIAL)
        for criterion in leaves(procurement)
    ]


def agreed_and_reckoned_points(
    procurement: Procurement, bids: Collection[str]
) -> dict[str, dict[str, Decimal]]:
    """By bid and criterion: the points that were agreed, and those that a formula makes of the quantities offered."""
    points: dict[str, dict[str, Decimal]] = {ref: {} for ref in bids}
    rows = Moderation.objects.filter(opened_bid__procurement=procurement, opened_bid__ref__in=points)
    for bid_ref, criterion_ref, given in rows.values_list("opened_bid__ref", "criterion__ref", "points"):
        points[bid_ref][criterion_ref] = given
    by_formula = scored_by_formula(procurement)
    if not by_formula:
        return points
    refs = {criterion.pk: criterion.ref for criterion in leaves(procurement)}
    for criterion, ask in by_formula.items():
        offers = Offer.objects.filter(ask=ask, opened_bid__ref__in=points).select_related("opened_bid")
        said = ask_said(ask)
        offered = dict.fromkeys(points, Decimal(0)) | {
            each.opened_bid.ref: each.percent if each.percent is not None else each.quantity or Decimal(0)
            for each in offers
        }
        for ref, given in points_by_formula(said, offered, most=MOST_POINTS).items():
            points[ref][refs[criterion]] = given
    return points
