"""How a promised quantity becomes points by a published formula, where a buyer does not leave it to evaluators.

Each is worked by hand in `tests/worked_examples/tender_design/quantity_points.yaml`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HUNDREDTH: Final = Decimal("0.01")
_DIGITS: Final = 40


class ScoredBy(StrEnum):
    PEOPLE = "people"
    BEST = "best"
    TARGET = "target"
    BANDS = "bands"


SCORED_BY_NAMES: Final[Mapping[ScoredBy, str]] = {
    ScoredBy.PEOPLE: say("Evaluators, on the scale"),
    ScoredBy.BEST: say("A formula: in proportion to the largest quantity offered"),
    ScoredBy.TARGET: say("A formula: in proportion to a target that you set"),
    ScoredBy.BANDS: say("A formula: points by band"),
}


def relative_points(
    quantity: Decimal, *, best: Decimal, most: int, most_counted: Decimal | None = None
) -> Decimal:
    """`most` times the quantity over the best one offered. What is above `most_counted` counts as that, in both.

    Nothing where nobody offers anything.
    """
    counted, against = _counted(quantity, most_counted), _counted(best, most_counted)
    if counted > against:
        message = f"{quantity} is more than the best, {best}."
        raise ValueError(message)
    return _share(counted, against, most)


def target_points(quantity: Decimal, *, target: Decimal, most: int) -> Decimal:
    """`most` times the quantity over the target; more than the target earns no more."""
    if target <= 0:
        message = f"{target} is no target."
        raise ValueError(message)
    return _share(min(_counted(quantity, None), target), target, most)


def banded_points(quantity: Decimal, *, bands: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The points of the highest band that is reached; nothing below all of them. `bands` are (from, points)."""
    reached = [points for least, points in sorted(bands) if _counted(quantity, None) >= least]
    return reached[-1] if reached else Decimal(0)


def bands_problem(bands: Sequence[tuple[Decimal, Decimal]], *, most: int) -> str:
    """What is wrong with the bands, in words without a full stop; empty where they can stand."""
    if not bands:
        return say("Give at least one band, such as “10 = 3”")
    starts = [least for least, _ in bands]
    if sorted(set(starts)) != starts:
        return say("Begin each band at more than the one before it")
    points = [given for _, given in bands]
    if sorted(set(points)) != points or points[0] <= 0:
        return say("Give each band more points than the one before it, the first more than 0")
    if points[-1] != most:
        return say("The last band must earn all {most} points", most=most)
    if starts[0] <= 0:
        return say("Begin the first band above 0; an offer of nothing earns nothing")
    return ""


def _counted(quantity: Decimal, most_counted: Decimal | None) -> Decimal:
    if quantity < 0:
        message = f"{quantity} is no quantity."
        raise ValueError(message)
    return quantity if most_counted is None else min(quantity, most_counted)


def _share(part: Decimal, whole: Decimal, most: int) -> Decimal:
    if not whole:
        return Decimal(0).quantize(HUNDREDTH)
    with localcontext() as context:
        context.prec = _DIGITS
        return (most * part / whole).quantize(HUNDREDTH, ROUND_HALF_UP)
