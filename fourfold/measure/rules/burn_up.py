"""Two lines that add up over the quarters: what was planned and what was verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import SHORT_MONTHS, Quarter, quarters_between
from fourfold.ground.kernel.said import say
from fourfold.measure.rules.five_figures import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Cumulative quantities at the end of each quarter; `verified` is None for quarters that have not begun."""

    quarters: tuple[str, ...]
    planned: tuple[Decimal, ...]
    verified: tuple[Decimal | None, ...]


def burn_up(
    due: Iterable[tuple[date, Decimal]], verified: Iterable[tuple[date, Decimal]], *, on: date
) -> BurnUp:
    """From the quarter of the first day that something falls due or was verified to that of the last.

    The quarter in which `on` lies shows what is verified by `on`.
    """
    planned_by, verified_by = (
        _by_quarter(due),
        _by_quarter((day, part) for day, part in verified if day <= on),
    )
    days = [quarter.start for quarter in (*planned_by, *verified_by)]
    if not days:
        return BurnUp((), (), ())
    planned, proved = NOTHING, NOTHING
    rows: list[tuple[str, Decimal, Decimal | None]] = []
    for quarter in quarters_between(min(days), max(days)):
        planned += planned_by.get(quarter, NOTHING)
        proved += verified_by.get(quarter, NOTHING)
        label = say("{month} {year}", month=SHORT_MONTHS[quarter.end.month - 1], year=quarter.end.year)
        rows.append((label, planned, proved if quarter.start <= on else None))
    return BurnUp(tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(row[2] for row in rows))


def _by_quarter(parts: Iterable[tuple[date, Decimal]]) -> dict[Quarter, Decimal]:
    totals: dict[Quarter, Decimal] = {}
    for day, quantity in parts:
        quarter = Quarter.containing(day)
        totals[quarter] = totals.get(quarter, NOTHING) + quantity
    return totals
