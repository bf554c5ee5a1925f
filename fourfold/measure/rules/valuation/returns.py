"""What came out against what was put in. Ratio and net ratio each have their name, because they are confused in print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.measure.rules.valuation.precision import exact, total

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Returns:
    """Pounds of today, and pure numbers. `ratio` is present value ÷ inputs, `net_ratio` (present value − inputs) ÷ inputs:
    always one less. Both are None where nothing was put in, `payback_years` also where it never comes back.
    """

    present_value: Decimal
    inputs: Decimal
    npv: Decimal
    ratio: Decimal | None
    net_ratio: Decimal | None
    payback_years: Decimal | None


def returns(present_value: Decimal, *, inputs: Decimal, present_by_year: Sequence[Decimal]) -> Returns:
    with exact():
        npv = present_value - inputs
        return Returns(
            present_value=present_value,
            inputs=inputs,
            npv=npv,
            ratio=present_value / inputs if inputs else None,
            net_ratio=npv / inputs if inputs else None,
            payback_years=payback_years(present_by_year, inputs=inputs) if inputs else None,
        )


def payback_years(present_by_year: Sequence[Decimal], *, inputs: Decimal) -> Decimal | None:
    """Years until what came out, in pounds of today, first makes up for what was put in; evenly within a year."""
    so_far = Decimal(0)
    with exact():
        for year, value in enumerate(present_by_year):
            if value > 0 and so_far + value >= inputs:
                return year + (inputs - so_far) / value
            so_far += value
    return None


def pooled_ratio(parts: Sequence[Returns]) -> Decimal | None:
    """Of several maps together: the sum of their values over the sum of their inputs, never the mean of their ratios."""
    inputs = total(part.inputs for part in parts)
    with exact():
        return total(part.present_value for part in parts) / inputs if inputs else None
