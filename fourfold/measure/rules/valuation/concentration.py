"""How few lines carry a result: what most of it rests on is what a reviewer should look at first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, say_counted
from fourfold.measure.rules.valuation.precision import exact, total

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = Decimal("0.8")
_ALL: Final = 100


@dataclass(frozen=True, slots=True)
class Concentration:
    """The fewest rows, largest first, that make up `of_at_least` of all positive value, and their share of it."""

    rows: tuple[int, ...]
    out_of: int
    share: Decimal | None
    of_at_least: Decimal

    @property
    def words(self) -> str:
        """As "2 of 9 lines are 95% of the value". Not all of it is never printed as 100%."""
        if self.share is None:
            return say("No line adds value")
        with exact():
            percent = (self.share * 100).quantize(Decimal(1), ROUND_HALF_UP)
        if self.share < 1 and percent == _ALL:
            return say_counted(
                len(self.rows),
                "{count} of {out_of} lines is more than 99% of the value",
                "{count} of {out_of} lines are more than 99% of the value",
                out_of=self.out_of,
            )
        return say_counted(
            len(self.rows),
            "{count} of {out_of} lines is {percent}% of the value",
            "{count} of {out_of} lines are {percent}% of the value",
            out_of=self.out_of,
            percent=percent,
        )


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
