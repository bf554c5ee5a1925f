"""How a figure is printed: once, by one rule, and the same in every format.

What a computer adds is not exact: 0.1 + 0.2 is a little above 0.3. So a figure is first taken to 12 significant digits, which
sums of a million weights do not disturb, and then rounded by the rule. A half is then a half, and goes where the rule says.
"""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

from fourfold.tracker.rules.figures.rounding import Rounding

_DIGITS: Final = Context(prec=12)
# Unequal weights make no exact nought; equal ones do. What is nearer to nought than this is nought.
_NOTHING: Final = 1e-12
_MODES: Final = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.TRUNCATED: ROUND_DOWN,
}


def as_printed(number: float, rounding: Rounding, places: int) -> Decimal:
    """Below nought as above it: half up is half away from nought. Raises ValueError for what is no number."""
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be printed")
    if abs(number) < _NOTHING:
        return Decimal(0).scaleb(-places)
    exact = _DIGITS.create_decimal_from_float(number)
    found = exact.quantize(Decimal(1).scaleb(-places), rounding=_MODES[rounding])
    # There is no −0.
    return found or abs(found)


def is_less_than_printed(number: float, printed: Decimal) -> bool:
    """Whether a figure that is not nought would be printed as nought."""
    return printed == 0 and abs(number) >= _NOTHING


def text_of(number: Decimal) -> str:
    """With thousands apart and a real minus."""
    return f"{number:,}".replace("-", "−")
