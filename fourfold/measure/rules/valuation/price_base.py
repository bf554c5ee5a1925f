"""Pounds of one year in the prices of another, by a deflator whose vintage travels with the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Deflator:
    """An index of prices by calendar year; `parameters` says which series it is and in which version it was read."""

    index: Mapping[int, Decimal]
    name: str
    parameters: tuple[str, ...] = ()

    def factor(self, *, from_year: int, to_year: int) -> Decimal:
        """What a pound of `from_year` is in the prices of `to_year`. Raises ValueError for a year the series does not have."""
        for year in (from_year, to_year):
            if year not in self.index:
                raise ValueError(
                    say(
                        "the deflator {name} has no figure for {year}: it has {first} to {last}",
                        name=self.name,
                        year=year,
                        first=min(self.index),
                        last=max(self.index),
                    )
                )
        with exact():
            return self.index[to_year] / self.index[from_year]
