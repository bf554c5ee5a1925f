"""How much of each year an outcome lasts, also where it ends within one."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Final

LONGEST: Final = 500


class PartialYear(StrEnum):
    """A last year that is not whole counts by its fraction, or as a full year. Published studies do both."""

    FRACTION = "fraction"
    FULL = "full"


def weights(duration_years: Decimal, *, partial_year: PartialYear) -> tuple[Decimal, ...]:
    """The share of each year, the first one first: 2.1 years are 1, 1, 0.1, or 1, 1, 1 where a part counts in full.

    Raises ValueError for a duration that is not above 0, or longer than 500 years.
    """
    if not duration_years.is_finite() or not 0 < duration_years <= LONGEST:
        message = f"A duration of {duration_years} years is not above 0 and at most {LONGEST}."
        raise ValueError(message)
    years = int(duration_years.to_integral_value(ROUND_CEILING))
    whole = [Decimal(1)] * years
    if partial_year is PartialYear.FRACTION and duration_years != years:
        whole[-1] = duration_years - (years - 1)
    return tuple(whole)
