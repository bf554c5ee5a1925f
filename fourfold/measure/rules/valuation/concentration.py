"""How few lines carry a result: what most of it rests on is what a reviewer should look at first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.valuation.precision import exact, total

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Concentration:
    """The fewest rows, largest first, that make up `of_at_least` of all positive value, and their share of it."""

    rows: tuple[int, ...]
    out_of: int
    share: Decimal | None
    of_at_least: Decimal


def concentration(present_values: Sequence[Decimal], *, of_at_least: Decimal = MOST) -> Concentration:
    """Negative rows are left out: they take away from a result and cannot carry it. `share` is None where nothing is positive."""
    gains = sorted(((value, -place) for place, value in enumerate(present_values) if value > 0), reverse=True)
    whole = total(value for value, _ in gains)
    chosen: list[int] = []
    so_far = Decimal(0)
    with exact():
        for value, place in gains:
            if so_far >= of_at_least * whole:
                break
            chosen.append(-place)
            so_far += value
        share = so_far / whole if whole else None
    return Concentration(tuple(chosen), len(present_values), share, of_at_least)
