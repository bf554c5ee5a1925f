"""From prices and agreed points to an order of bids, by the formula that bidders were told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HUNDREDTH = Decimal("0.01")
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion's `ref`, its weight out of 100, and whether it is the price."""

    ref: str
    weight: Decimal
    is_price: bool


@dataclass(frozen=True, slots=True)
class Entrant:
    """A bid: its price in pounds and, for each criterion but the price, the points agreed (0 to `most`)."""

    ref: str
    price: Decimal
    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid's place (equal totals share one), its total and its marks by criterion, each to two decimal places."""

    ref: str
    place: int
    total: Decimal
    marks: Mapping[str, Decimal]


def price_mark(price: Decimal, *, lowest: Decimal, weight: Decimal) -> Decimal:
    """Weight times the lowest price over this price; the whole weight where both are nothing. To two places, half up."""
    if price < 0 or lowest < 0 or lowest > price:
        message = f"A price of {price} cannot be marked against a lowest price of {lowest}."
        raise ValueError(message)
    with localcontext() as context:
        context.prec = 40
        share = Decimal(1) if price == 0 else lowest / price
        return (weight * share).quantize(HUNDREDTH, ROUND_HALF_UP)


def points_mark(points: Decimal, *, most: int, weight: Decimal) -> Decimal:
    """Weight times points over the most there are. To two places, half up."""
    if not 0 <= points <= most:
        message = f"{points} points are not between 0 and {most}."
        raise ValueError(message)
    with localcontext() as context:
        context.prec = 40
        return (weight * points / most).quantize(HUNDREDTH, ROUND_HALF_UP)


def rank(criteria: Sequence[Weighed], entrants: Sequence[Entrant], *, most: int) -> tuple[Placed, ...]:
    """All entrants from first to last. The total is the sum of the marks as printed, so that anyone can add them up.

    Equal totals share a place and stand in the order of their refs; nothing else decides between them. Raises KeyError
    where points are missing and ValueError where the weights do not add up to 100.
    """
    if sum((criterion.weight for criterion in criteria), Decimal(0)) != WHOLE:
        message = "The weights do not add up to 100."
        raise ValueError(message)
    if not entrants:
        return ()
    lowest = min(entrant.price for entrant in entrants)
    marked = [(entrant.ref, _marks(criteria, entrant, lowest=lowest, most=most)) for entrant in entrants]
    totals = sorted(
        ((sum(marks.values(), Decimal(0)), ref, marks) for ref, marks in marked),
        key=lambda row: (-row[0], row[1]),
    )
    return tuple(
        Placed(ref=ref, place=1 + sum(other > total for other, _, _ in totals), total=total, marks=marks)
        for total, ref, marks in totals
    )


def _marks(
    criteria: Sequence[Weighed], entrant: Entrant, *, lowest: Decimal, most: int
) -> dict[str, Decimal]:
    return {
        criterion.ref: price_mark(entrant.price, lowest=lowest, weight=criterion.weight)
        if criterion.is_price
        else points_mark(entrant.points[criterion.ref], most=most, weight=criterion.weight)
        for criterion in criteria
    }
