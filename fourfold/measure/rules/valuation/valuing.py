"""A value map valued line by line and year by year, in decimals and unrounded: the reference for `rules/vector`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.valuation.discounting import present_value
from fourfold.measure.rules.valuation.drop_off import kept
from fourfold.measure.rules.valuation.duration import weights
from fourfold.measure.rules.valuation.precision import exact, total
from fourfold.measure.rules.valuation.returns import Returns, returns
from fourfold.measure.rules.valuation.value_map import RateClass

if TYPE_CHECKING:
    from fourfold.measure.rules.valuation.value_map import Input, Row, Settings, ValueMap

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ValuedRow:
    """Pounds. `by_year` is what each year is worth in that year, the first one first; `present_by_year` the same today."""

    impact: Decimal
    by_year: tuple[Decimal, ...]
    present_by_year: tuple[Decimal, ...]
    present_value: Decimal


@dataclass(frozen=True, slots=True)
class ValuedMap:
    rows: tuple[ValuedRow, ...]
    by_year: tuple[Decimal, ...]
    present_by_year: tuple[Decimal, ...]
    present_inputs: tuple[Decimal, ...]
    returns: Returns


def first_year(row: Row) -> Decimal:
    """A row's impact: quantity × proxy × what is left after all deductions. Not yet cut to a part of a year."""
    if row.impact is not None:
        return row.impact
    if row.quantity is None or row.proxy is None:  # the row refuses this; said for the reader of types
        message = "A row has a quantity and a proxy, or an impact."
        raise ValueError(message)
    with exact():
        return row.quantity * row.proxy * row.deductions.left()


def value_row(row: Row, settings: Settings) -> ValuedRow:
    """Raises ValueError where the schedule of the row's class does not reach its last year."""
    impact = first_year(row)
    parts = weights(row.duration_years, partial_year=settings.partial_year)
    schedule = settings.schedules[row.rate_class]
    factors = schedule.factors(len(parts), timing=settings.timing)
    with exact():
        by_year = tuple(
            impact * kept(row.drop_off, year=year) * part for year, part in enumerate(parts, start=1)
        )
        present = tuple(value * factor for value, factor in zip(by_year, factors, strict=True))
    return ValuedRow(impact, by_year, present, present_value(by_year, factors))


def present_input(each: Input, settings: Settings) -> Decimal:
    """An input of a later year is discounted as values of that year are, by the standard schedule where there are two."""
    if each.year is None:
        return each.amount
    schedules = settings.schedules
    schedule = schedules.get(RateClass.STANDARD) or next(iter(schedules.values()))
    with exact():
        return each.amount * schedule.factors(each.year, timing=settings.timing)[-1]


def value_map(given: ValueMap) -> ValuedMap:
    rows = tuple(value_row(row, given.settings) for row in given.rows)
    inputs = tuple(present_input(each, given.settings) for each in given.inputs)
    by_year = _added([row.by_year for row in rows])
    present_by_year = _added([row.present_by_year for row in rows])
    return ValuedMap(
        rows=rows,
        by_year=by_year,
        present_by_year=present_by_year,
        present_inputs=inputs,
        returns=returns(
            total(row.present_value for row in rows), inputs=total(inputs), present_by_year=present_by_year
        ),
    )


def _added(rows: list[tuple[Decimal, ...]]) -> tuple[Decimal, ...]:
    longest = max((len(row) for row in rows), default=0)
    return tuple(total(row[year] for row in rows if year < len(row)) for year in range(longest))
