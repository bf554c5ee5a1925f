"""Which rate or figure would give what is printed: the simplest number that does, since that is what somebody will have used."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.measure.rules.audit.printed import Printed

STEPS: Final = 80
MOST_PLACES: Final = 12


def simplest_between(low: Decimal, high: Decimal) -> Decimal | None:
    """The decimal with the fewest places from `low` to `high`, of several the one nearest the middle; None where none is."""
    with exact():
        middle = (low + high) / 2
        for places in range(MOST_PLACES + 1):
            step = Decimal(1).scaleb(-places)
            nearest = middle.quantize(step, ROUND_HALF_UP)
            if low <= nearest <= high:
                return nearest
            least = low.quantize(step, ROUND_CEILING)
            if least <= high:
                return least
    return None


def bisect(
    function: Callable[[Decimal], Decimal], target: Decimal, low: Decimal, high: Decimal
) -> Decimal | None:
    """Where a monotone function reaches `target` between `low` and `high`; None where it does not."""
    with exact():
        at_low, at_high = function(low), function(high)
        rising = at_high >= at_low
        if not min(at_low, at_high) <= target <= max(at_low, at_high) or at_low == at_high:
            return None
        for _ in range(STEPS):
            middle = (low + high) / 2
            if (function(middle) < target) == rising:
                low = middle
            else:
                high = middle
        return (low + high) / 2


def solve(
    function: Callable[[Decimal], Decimal], printed: Printed, low: Decimal, high: Decimal
) -> Decimal | None:
    """The simplest number between `low` and `high` for which the function gives what is printed."""
    with exact():
        ends = [bisect(function, target, low, high) for target in (printed.low, printed.high)]
        middle = bisect(function, printed.value, low, high)
        known = [end for end in (*ends, middle) if end is not None]
        if not known:
            return None
        # Where the interval reaches beyond what the function can give, it ends where the function does.
        outside = [
            edge
            for edge, end in zip((printed.low, printed.high), ends, strict=True)
            if end is None
            for edge in [low if abs(function(low) - edge) < abs(function(high) - edge) else high]
        ]
        return simplest_between(min(known + outside), max(known + outside))


def rounds_to(number: Decimal, stated: Decimal) -> bool:
    """Rounded to the places of `stated`, the number is that, and it is not already."""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    with exact():
        return number != stated and abs(number - stated) <= step / 2
