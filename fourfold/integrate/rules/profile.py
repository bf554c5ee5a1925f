"""A promise by the quarters in which its parts fall due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.periods import Period, quarters_between
from fourfold.ground.kernel.sharing import share_out

FINEST_DELIVERY: Final = Decimal("0.01")


def profile(quantity: Decimal, over: Period, *, whole_units: bool) -> list[tuple[date, Decimal]]:
    """The parts of `quantity` by the day they fall due: the end of each quarter, or of `over` where that is sooner.

    In proportion to days; the parts add up exactly, in whole units where the unit is whole, else in hundredths.
    """
    quarters = quarters_between(over.start, over.end)
    weights = [part.days for quarter in quarters if (part := quarter.period.overlap(over)) is not None]
    parts = share_out(quantity, weights, step=Decimal(1) if whole_units else FINEST_DELIVERY)
    return [(min(quarter.end, over.end), part) for quarter, part in zip(quarters, parts, strict=True)]
