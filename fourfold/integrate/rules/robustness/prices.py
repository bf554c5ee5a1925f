"""Other well-known ways to mark a price: would the order be the same, and how far would a price have to move?

Compared with what was published, never in its place: the published formula alone decides.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.integrate.rules.robustness.contest import Contest, order, shares_of, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.robustness.contest import PriceFormula

PENNY = Decimal("0.01")
# A price is looked at up to so many times what it was; beyond that it is another bid.
FURTHEST = 10


def lowest_over_price(price: Decimal, prices: Sequence[Decimal]) -> Fraction:
    """The lowest price over this one; all the marks where both are nothing."""
    return Fraction(1) if price == 0 else Fraction(min(prices)) / Fraction(price)


def lowest_to_highest(price: Decimal, prices: Sequence[Decimal]) -> Fraction:
    """All the marks for the lowest price, none for the highest, on a straight line between; all where they are the same."""
    low, high = Fraction(min(prices)), Fraction(max(prices))
    return Fraction(1) if low == high else (high - Fraction(price)) / (high - low)


def lowest_to_twice(price: Decimal, prices: Sequence[Decimal]) -> Fraction:
    """All the marks for the lowest price, none from twice the lowest on, on a straight line between."""
    low = Fraction(min(prices))
    if low == 0:
        return Fraction(int(price == 0))
    return max(Fraction(0), 1 - (Fraction(price) - low) / low)


def around_the_mean(price: Decimal, prices: Sequence[Decimal]) -> Fraction:
    """Half the marks at the mean, a hundredth more or less for each per cent below or above; within none and all."""
    mean = sum(map(Fraction, prices), Fraction(0)) / len(prices)
    below = Fraction(0) if mean == 0 else (mean - Fraction(price)) / mean
    return min(max(Fraction(1, 2) + below, Fraction(0)), Fraction(1))


COMPARED: dict[str, PriceFormula] = {
    "lowest_over_price": lowest_over_price,
    "around_the_mean": around_the_mean,
    "lowest_to_highest": lowest_to_highest,
    "lowest_to_twice": lowest_to_twice,
}


def price_per_quality_point(contest: Contest) -> tuple[tuple[str, ...], ...] | None:
    """The order by price over the marks of everything else, the least first. None where a bid has no such marks."""
    shares = shares_of(contest)
    rest = {ref: weight for ref, weight in contest.weights.items() if ref != contest.price}
    points = {
        ref: sum((weight * shares[ref][criterion] for criterion, weight in rest.items()), Fraction(0))
        for ref in shares
    }
    if not contest.price or any(not each for each in points.values()):
        return None
    return order({bid.ref: -Fraction(bid.price or 0) / points[bid.ref] for bid in contest.bids})


def is_first(contest: Contest, ref: str) -> bool:
    """Whether it stands first alone."""
    return order(totals(contest))[0] == (ref,)


def priced(contest: Contest, ref: str, price: Decimal) -> Contest:
    """The contest as it were if that bid had this price."""
    return replace(
        contest, bids=tuple(replace(bid, price=price) if bid.ref == ref else bid for bid in contest.bids)
    )


def price_to_lead(contest: Contest, ref: str) -> Decimal | None:
    """The highest price, to the penny, at which that bid would be first, shared or alone; None where none would do.

    For formulas under which a lower price never makes one's own place worse.
    """
    own = _price_of(contest, ref)

    def leads(pence: int) -> bool:
        return ref in order(totals(priced(contest, ref, pence * PENNY)))[0]

    low, high = 0, int(own / PENNY)
    if leads(high):
        return own
    if not leads(low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if leads(middle) else (low, middle)
    return low * PENNY


def price_to_lose(contest: Contest, ref: str) -> Decimal | None:
    """The lowest price, to the penny, at which the bid that is first alone would not be; None up to ten times its price."""
    own = _price_of(contest, ref)

    def loses(pence: int) -> bool:
        return not is_first(contest_at(pence), ref)

    def contest_at(pence: int) -> Contest:
        return priced(contest, ref, pence * PENNY)

    low, high = int(own / PENNY), int(own * FURTHEST / PENNY)
    if not loses(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if loses(middle) else (middle, high)
    return high * PENNY


def _price_of(contest: Contest, ref: str) -> Decimal:
    return next(bid.price or Decimal(0) for bid in contest.bids if bid.ref == ref)
