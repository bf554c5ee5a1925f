"""How a price becomes marks, or marks a price for each: the formulas that a buyer chooses from and publishes.

Each is worked by hand in `tests/worked_examples/tender_design/price_formulas.yaml`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping

HUNDREDTH: Final = Decimal("0.01")
# What a bid at the mean gets of the weight of price.
HALF: Final = Decimal("0.5")
_DIGITS: Final = 40


class PriceFormula(StrEnum):
    LOWEST = "lowest"
    MEAN = "mean"
    PER_POINT = "per_point"


FORMULA_NAMES: Final[Mapping[PriceFormula, str]] = {
    PriceFormula.LOWEST: say("In proportion to the lowest price"),
    PriceFormula.MEAN: say("By distance from the mean price"),
    PriceFormula.PER_POINT: say("Price for each mark (price per quality point)"),
}

# What bidders read. The figures of the examples are those of the worked examples.
FORMULA_WORDS: Final[Mapping[PriceFormula, str]] = {
    PriceFormula.LOWEST: say(
        "The lowest price gets the whole weight of price. Every other price gets that weight times the lowest price, divided "
        "by its own. "
        "Example with weight 40: where the lowest price is £80,000, a price of £100,000 gets 40 × 80,000 ÷ 100,000 = 32 marks."
    ),
    PriceFormula.MEAN: say(
        "A price at the mean of all prices gets half the weight of price. For each per cent of the mean that it is below, it "
        "gets one "
        "hundredth of the weight more; for each per cent above, one hundredth less; never less than nothing or more than the "
        "weight. "
        "Example with weight 40: where the mean is £100,000, a price of £90,000 is 10 per cent below and gets 40 × (0.5 + "
        "0.1) = 24 marks."
    ),
    PriceFormula.PER_POINT: say(
        "The price has no weight. It is divided by all the marks of the bid, and the bid that costs least for each mark "
        "comes first. "
        "Example: £100,000 with 80 marks is £1,250.00 a mark, and comes before £90,000 with 60 marks, which is £1,500.00 a "
        "mark. A bid without "
        "a mark comes last."
    ),
}


def price_mark(price: Decimal, *, lowest: Decimal, weight: Decimal) -> Decimal:
    """Weight times the lowest price over this price; the whole weight where both are nothing. To two places, half up."""
    if price < 0 or lowest < 0 or lowest > price:
        message = f"A price of {price} cannot be marked against a lowest price of {lowest}."
        raise ValueError(message)
    with localcontext() as context:
        context.prec = _DIGITS
        share = Decimal(1) if price == 0 else lowest / price
        return (weight * share).quantize(HUNDREDTH, ROUND_HALF_UP)


def mean_mark(price: Decimal, *, mean: Decimal, weight: Decimal) -> Decimal:
    """Half the weight at the mean, linear from there, within 0 and the weight. To two places, half up."""
    if price < 0 or mean < 0:
        message = f"A price of {price} cannot be marked against a mean of {mean}."
        raise ValueError(message)
    with localcontext() as context:
        context.prec = _DIGITS
        below = Decimal(0) if mean == 0 else (mean - price) / mean
        share = min(max(HALF + below, Decimal(0)), Decimal(1))
        return (weight * share).quantize(HUNDREDTH, ROUND_HALF_UP)


def price_per_point(price: Decimal, *, marks: Decimal) -> Decimal | None:
    """Pounds and pence for each mark, half up; None where there is no mark to divide by."""
    if price < 0 or marks < 0:
        message = f"A price of {price} cannot be divided among {marks} marks."
        raise ValueError(message)
    if not marks:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        return (price / marks).quantize(HUNDREDTH, ROUND_HALF_UP)
