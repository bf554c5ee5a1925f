"""Whether a printed figure is the right one with digits changed on its way to the page."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from fourfold.measure.rules.audit.printed import Printed

# Of a shorter figure any other is a change of digits or two away.
FEWEST_DIGITS: Final = 3


def is_misprint(printed: Printed, right: Decimal) -> bool:
    """One digit other, two neighbours swapped, one dropped or one doubled, the point misplaced, or the sign lost."""
    with exact():
        step = printed.half_step * 2
        rounded = (right / step).quantize(Decimal(1), ROUND_HALF_UP)
        shown = (printed.value / step).quantize(Decimal(1), ROUND_HALF_UP)
    one, other = str(abs(shown)), str(abs(rounded))
    if max(len(one), len(other)) < FEWEST_DIGITS or shown == rounded:
        return False
    if one.strip("0") == other.strip("0"):
        return True
    if (shown < 0) != (rounded < 0):
        return False
    return _one_changed_or_two_swapped(one, other) or _one_more_or_less(one, other)


def _one_changed_or_two_swapped(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) == 1:
        return True
    first, *rest = places
    return rest == [first + 1] and one[first] == other[first + 1] and one[first + 1] == other[first]


def _one_more_or_less(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
