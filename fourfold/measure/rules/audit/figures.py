"""The figures of a map that a report may print, and whether what it prints stands for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fourfold.measure.rules.valuation.precision import exact, total
from fourfold.measure.rules.valuation.valuing import ValuedRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.measure.rules.audit.report import Cell, ReportRow, ReportTotals


class Name(NamedTuple):
    """Which figure: of row `row` or, where that is None, of the whole; of `year`, counted from 1, where it has years."""

    figure: str
    row: int | None = None
    year: int | None = None

    @property
    def pointer(self) -> str:
        """Where the answer to the map has this figure, as a JSON pointer."""
        row = "" if self.row is None else f"/per_row/{self.row}"
        year = "" if self.year is None else f"/{self.year - 1}"
        return f"{row}/{self.figure}{year}"


@dataclass(frozen=True, slots=True)
class Totals:
    by_year: tuple[Decimal, ...]
    present_value: Decimal
    inputs: Decimal

    @property
    def npv(self) -> Decimal:
        with exact():
            return self.present_value - self.inputs

    @property
    def ratio(self) -> Decimal | None:
        with exact():
            return self.present_value / self.inputs if self.inputs else None

    @property
    def net_ratio(self) -> Decimal | None:
        with exact():
            return self.npv / self.inputs if self.inputs else None


def totals_of(rows: Sequence[ValuedRow], inputs: Decimal) -> Totals:
    years = max((len(row.by_year) for row in rows), default=0)
    return Totals(
        tuple(total(row.by_year[year] for row in rows if year < len(row.by_year)) for year in range(years)),
        total(row.present_value for row in rows),
        inputs,
    )


def cells_of_row(place: int, report: ReportRow, valued: ValuedRow) -> Iterator[tuple[Name, Cell, Decimal]]:
    """Each printed figure of a row, beside the calculated one; a year after the end is calculated as nothing."""
    if report.impact:
        yield Name("impact", place), report.impact, valued.impact
    for year, cell in enumerate(report.by_year, start=1):
        if cell:
            found = valued.by_year[year - 1] if year <= len(valued.by_year) else Decimal(0)
            yield Name("by_year", place, year), cell, found
    if report.present_value:
        yield Name("present_value", place), report.present_value, valued.present_value


def cells_of_totals(report: ReportTotals, found: Totals) -> Iterator[tuple[Name, Cell, Decimal | None]]:
    for year, cell in enumerate(report.by_year, start=1):
        if cell:
            value = found.by_year[year - 1] if year <= len(found.by_year) else Decimal(0)
            yield Name("by_year", None, year), cell, value
    named: tuple[tuple[str, Cell, Decimal | None], ...] = (
        ("present_value", report.present_value, found.present_value),
        ("inputs", report.inputs, found.inputs),
        ("npv", report.npv, found.npv),
        ("ratio", report.ratio, found.ratio),
        ("net_ratio", report.net_ratio, found.net_ratio),
    )
    for figure, cell, calculated in named:
        if cell:
            yield Name(figure), cell, calculated


def agrees(cell: Cell, value: Decimal | None) -> bool:
    """Every place that prints it stands for this value."""
    return value is not None and all(printed.stands_for(value) for printed in cell)


def row_agrees(report: ReportRow, valued: ValuedRow) -> bool:
    return all(agrees(cell, value) for _, cell, value in cells_of_row(0, report, valued))


def totals_agree(report: ReportTotals, found: Totals) -> bool:
    return all(agrees(cell, value) for _, cell, value in cells_of_totals(report, found))
