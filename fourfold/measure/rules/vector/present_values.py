"""Present values of many rows at once, in binary floating point: within 1e-9 of the decimals, and thousands of times as fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.valuing import first_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fourfold.measure.rules.valuation.discounting import RateSchedule
    from fourfold.measure.rules.valuation.value_map import Row, Settings

    Floats = NDArray[np.float64]

_WHOLE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry per row. `impact` is the first year after deductions; `factors` has a line per class, a column per year."""

    impact: Floats
    drop_off: Floats
    duration_years: Floats
    rate_class: NDArray[np.intp]
    factors: Floats
    partial_year: PartialYear

    @classmethod
    def of(cls, rows: Sequence[Row], settings: Settings) -> Columns:
        classes = {each: place for place, each in enumerate(settings.schedules)}
        years = max((int(np.ceil(float(row.duration_years))) for row in rows), default=0)
        return cls(
            impact=np.array([float(first_year(row)) for row in rows]),
            drop_off=np.array([float(row.drop_off) for row in rows]),
            duration_years=np.array([float(row.duration_years) for row in rows]),
            rate_class=np.array([classes[row.rate_class] for row in rows], dtype=np.intp),
            factors=factors(settings, rows, years),
            partial_year=settings.partial_year,
        )


def factors(settings: Settings, rows: Sequence[Row], years: int) -> Floats:
    """A line per class, to the last year that one of its rows needs; beyond that, zeros that no row meets."""
    table = np.zeros((len(settings.schedules), years))
    for place, (rate_class, schedule) in enumerate(settings.schedules.items()):
        needed = longest([row for row in rows if row.rate_class is rate_class])
        table[place, :needed] = factors_of(schedule, settings, needed)
    return table


def factors_of(schedule: RateSchedule, settings: Settings, years: int) -> Floats:
    return np.array([float(each) for each in schedule.factors(years, timing=settings.timing)])


def longest(rows: Sequence[Row]) -> int:
    return max((int(np.ceil(float(row.duration_years))) for row in rows), default=0)


def annuity(
    drop_off: Floats, duration_years: Floats | float, factor: Floats, partial_year: PartialYear
) -> Floats:
    """Worth today of a pound in the first year, over all its years: the sum of what is kept × how much of the year × factor.

    `factor` has the years last; what stands before them goes along with the other columns.
    """
    lasts = np.ceil(duration_years) if partial_year is PartialYear.FULL else np.asarray(duration_years)
    result = np.zeros(np.broadcast_shapes(np.shape(drop_off), np.shape(lasts)))
    kept = np.ones_like(result)
    keeps = _WHOLE - drop_off
    for year in range(factor.shape[-1]):
        part = np.clip(lasts - year, 0.0, 1.0)
        result += kept * part * factor[..., year]
        kept *= keeps
    return result


def present_values(columns: Columns) -> Floats:
    """Pounds of today, one for each row."""
    return columns.impact * annuity(
        columns.drop_off,
        columns.duration_years,
        columns.factors[columns.rate_class],
        columns.partial_year,
    )
