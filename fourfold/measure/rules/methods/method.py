"""A way of measuring: what it gives, what it needs, and how many hours it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.ground.kernel.sources import Source
    from fourfold.measure.rules.totals.both_ways import Approach


class Gives(StrEnum):
    """Pounds, or counts that have none."""

    POUNDS = "pounds"
    COUNTS = "counts"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Hours:
    """From the least to the most that it takes somebody. Raises ValueError for hours below nought, or in the wrong order."""

    least: Decimal
    most: Decimal

    def __post_init__(self) -> None:
        if not (self.least.is_finite() and self.most.is_finite() and 0 <= self.least <= self.most):
            raise ValueError(
                say(
                    "hours go from the least to the most, not from {least} to {most}",
                    least=str(self.least),
                    most=str(self.most),
                )
            )


@dataclass(frozen=True, slots=True)
class Method:
    """`approach` is how its pounds are arrived at, None for counts. `apart` says what its results are never added to."""

    key: str
    title: str
    about: str
    gives: Gives
    approach: Approach | None
    needs: tuple[str, ...]
    apart: str
    set_up: Hours
    each_year: Hours
    sources: tuple[Source, ...]

    def hours(self, years: Decimal) -> Hours:
        """To set it up and to go on with it for so many years."""
        with exact():
            return Hours(
                self.set_up.least + years * self.each_year.least,
                self.set_up.most + years * self.each_year.most,
            )
