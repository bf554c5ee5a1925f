"""An outcome weakens with the years: from the second year on it keeps a share of what it was the year before."""

from __future__ import annotations

from decimal import Decimal

from fourfold.measure.rules.valuation.precision import exact


def kept(drop_off: Decimal, *, year: int) -> Decimal:
    """The share of the first year's value that is there in `year`, counted from 1. The first year is whole.

    Each year loses the fraction `drop_off` of the year before it: 0.1 leaves 1, 0.9, 0.81 …
    """
    if year < 1:
        message = f"Years are counted from 1, not {year}."
        raise ValueError(message)
    with exact():
        # 0 to the power 0 is no number to Decimal; the first year is whole even where nothing outlasts it.
        return Decimal(1) if year == 1 else (1 - drop_off) ** (year - 1)
