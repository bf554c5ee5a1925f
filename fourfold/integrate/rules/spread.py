"""How far apart evaluators' points lie, before anybody agrees on one figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Points further apart than one band of the scale are not two readings of one descriptor.
WIDE_ABOVE = 1


@dataclass(frozen=True, slots=True)
class Spread:
    """`mean` to two decimal places, half up. `wide`: the highest and the lowest are more than one band apart."""

    lowest: int
    highest: int
    mean: Decimal
    evaluators: int

    @property
    def gap(self) -> int:
        return self.highest - self.lowest

    @property
    def wide(self) -> bool:
        return self.gap > WIDE_ABOVE


def spread_of(points: Sequence[int]) -> Spread | None:
    """None where nobody has scored."""
    if not points:
        return None
    hundredths = Fraction(sum(points) * 100, len(points))
    rounded = (hundredths + Fraction(1, 2)).__floor__()
    return Spread(min(points), max(points), Decimal(rounded).scaleb(-2), len(points))
