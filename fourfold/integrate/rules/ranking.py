"""From prices and agreed points to an order of bids, by the formula that bidders were told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.price_formulas import (
    HUNDREDTH,
    PriceFormula,
    mean_mark,
    price_mark,
    price_per_point,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ("Entrant", "Placed", "TieRule", "Weighed", "points_mark", "price_mark", "rank")

WHOLE = Decimal(100)


class TieRule(StrEnum):
    NONE = "none"
    LOWER_PRICE = "lower_price"
    MORE_SOCIAL = "more_social"


TIE_NAMES: Final[Mapping[TieRule, str]] = {
    TieRule.NONE: say("They share the place, and the decision says why one of them is chosen"),
    TieRule.LOWER_PRICE: say("The lower price comes first"),
    TieRule.MORE_SOCIAL: say("The one with more marks for social and environmental criteria comes first"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion's `ref`, its weight out of 100, whether it is the price, and whether it judges social value."""

    ref: str
    weight: Decimal
    is_price: bool
    is_social: bool = False


@dataclass(frozen=True, slots=True)
class Entrant:
    """A bid: its price in pounds and, for each criterion but the price, the points agreed (0 to `most`)."""

    ref: str
    price: Decimal
    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid's place (equals share one), its total and its marks by criterion, each to two decimal places.

    `price_per_point` is pounds for each mark, where that is the formula and the bid has a mark.
    """

    ref: str
    place: int
    total: Decimal
    marks: Mapping[str, Decimal]
    price_per_point: Decimal | None = None


def points_mark(points: Decimal, *, most: int, weight: Decimal) -> Decimal:
    """Weight times points over the most there are. To two places, half up."""
    if not 0 <= points <= most:
        message = f"{points} points are not between 0 and {most}."
        raise ValueError(message)
    with localcontext() as context:
        context.prec = 40
        return (weight * points / most).quantize(HUNDREDTH, ROUND_HALF_UP)


def rank(
    criteria: Sequence[Weighed],
    entrants: Sequence[Entrant],
    *,
    most: int,
    formula: PriceFormula = PriceFormula.LOWEST,
    tie: TieRule = TieRule.NONE,
) -> tuple[Placed, ...]:
    """All entrants from first to last. The total is the sum of the marks as printed, so that anyone can add them up.

    Equals that the tie rule does not tell apart share a place and stand in the order of their refs. Raises KeyError
    where points are missing and ValueError where the weights do not add up to 100, or price has a weight by a formula
    that gives it none.
    """
    if sum((criterion.weight for criterion in criteria), Decimal(0)) != WHOLE:
        message = "The weights do not add up to 100."
        raise ValueError(message)
    if formula == PriceFormula.PER_POINT and any(criterion.is_price for criterion in criteria):
        message = "Where the price is divided by the marks it has no weight."
        raise ValueError(message)
    if not entrants:
        return ()
    marked = _marked(criteria, entrants, most=most, formula=formula)
    prices = {entrant.ref: entrant.price for entrant in entrants}
    keys = {each.ref: _key(each, criteria, prices[each.ref], formula, tie) for each in marked}
    return tuple(
        Placed(
            ref=each.ref,
            place=1 + sum(other < keys[each.ref] for other in keys.values()),
            total=each.total,
            marks=each.marks,
            price_per_point=each.price_per_point,
        )
        for each in sorted(marked, key=lambda each: (keys[each.ref], each.ref))
    )


def _marked(
    criteria: Sequence[Weighed], entrants: Sequence[Entrant], *, most: int, formula: PriceFormula
) -> list[Placed]:
    """Each with its marks; the places are not known yet."""
    lowest = min(entrant.price for entrant in entrants)
    with localcontext() as context:
        context.prec = 40
        mean = sum((entrant.price for entrant in entrants), Decimal(0)) / len(entrants)
    found = []
    for entrant in entrants:
        marks = {}
        for criterion in criteria:
            if not criterion.is_price:
                marks[criterion.ref] = points_mark(
                    entrant.points[criterion.ref], most=most, weight=criterion.weight
                )
            elif formula == PriceFormula.MEAN:
                marks[criterion.ref] = mean_mark(entrant.price, mean=mean, weight=criterion.weight)
            else:
                marks[criterion.ref] = price_mark(entrant.price, lowest=lowest, weight=criterion.weight)
        total = sum(marks.values(), Decimal(0))
        for_each = price_per_point(entrant.price, marks=total) if formula == PriceFormula.PER_POINT else None
        found.append(Placed(entrant.ref, 0, total, marks, for_each))
    return found


def _key(
    each: Placed, criteria: Sequence[Weighed], price: Decimal, formula: PriceFormula, tie: TieRule
) -> tuple[Decimal, ...]:
    """What places go by: the smaller comes first."""
    if formula == PriceFormula.PER_POINT:
        # Without a mark there is no price for each: those come last.
        first = (
            (Decimal(1), Decimal(0)) if each.price_per_point is None else (Decimal(0), each.price_per_point)
        )
    else:
        first = (Decimal(0), -each.total)
    if tie == TieRule.LOWER_PRICE:
        return (*first, price)
    if tie == TieRule.MORE_SOCIAL:
        social = (each.marks[criterion.ref] for criterion in criteria if criterion.is_social)
        return (*first, -sum(social, Decimal(0)))
    return first
