"""A value map as the practitioner's spreadsheet, in the columns of Social Value International, with live formulas.

Text is written as text and never as a formula. Formulas carry the value they give, for programs that do not calculate.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from fourfold.measure.rules.valuation.discounting import Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.value_map import RateClass
from fourfold.measure.rules.valuation.valuing import value_map

if TYPE_CHECKING:
    from decimal import Decimal

    from xlsxwriter.worksheet import Worksheet

    from fourfold.measure.exchange.value_map.reading import ReadMap
    from fourfold.measure.rules.valuation.valuing import ValuedMap

MAP, INPUTS, SETTINGS = "Value map", "Inputs", "Settings"
COLUMNS: Final = (
    "Stakeholder",
    "Outcome",
    "Kind",
    "Rate class",
    "Quantity",
    "Financial proxy value",
    "Duration (years)",
    "Deadweight",
    "Displacement",
    "Attribution",
    "Leakage",
    "Drop-off",
    "Impact",
)
(
    STAKEHOLDER,
    OUTCOME,
    KIND,
    RATE_CLASS,
    QUANTITY,
    PROXY,
    DURATION,
    DEADWEIGHT,
    DISPLACEMENT,
    ATTRIBUTION,
    LEAKAGE,
    DROP_OFF,
    IMPACT,
) = range(len(COLUMNS))
FIRST_YEAR: Final = len(COLUMNS)
HEADER: Final = 7
"""The row of the headings, counted from 0: rates, starts and factors of both classes stand above it."""


def workbook(read: ReadMap) -> bytes:
    """XLSX. Ranges are written as their central values; numbers keep the 16 digits a spreadsheet has."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"bold": True, "text_wrap": True})
        _Sheets(read, value_map(read.map.central), bold, wrapped).write(book)
    return made.getvalue()


@dataclass(slots=True)
class _Sheets:
    read: ReadMap
    valued: ValuedMap
    bold: Any
    wrapped: Any

    def write(self, book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(MAP)
        inputs, settings = book.add_worksheet(INPUTS), book.add_worksheet(SETTINGS)
        self.factors(sheet)
        for column, title in enumerate(
            [*COLUMNS, *(f"Year {year + 1}" for year in range(self.years)), "Present value"]
        ):
            sheet.write_string(HEADER, column, title, self.wrapped)
        for place in range(len(self.valued.rows)):
            self.row(sheet, place)
        total = self.inputs(inputs)
        self.totals(sheet, total)
        self.settings(settings)
        sheet.freeze_panes(HEADER + 1, 2)
        sheet.set_column(0, 1, 28)

    @property
    def years(self) -> int:
        return len(self.valued.by_year)

    def factors(self, sheet: Worksheet) -> None:
        own = self.read.map.central.settings
        for place, rate_class in enumerate(RateClass):
            schedule = own.schedules.get(rate_class) or next(iter(own.schedules.values()))
            top = 3 * place
            for row, name in enumerate(("rate", "start of year", "discount factor")):
                sheet.write_string(top + row, FIRST_YEAR - 1, f"{rate_class.value}: {name}", self.bold)
            last = schedule.bands[-1].to_year
            reach = self.years if last is None else min(self.years, last)
            starts = schedule.factors(reach, timing=Timing.START)
            used = schedule.factors(reach, timing=own.timing)
            for year in range(reach):
                column = FIRST_YEAR + year
                rate, start = xl_rowcol_to_cell(top, column), xl_rowcol_to_cell(top + 1, column)
                before = (xl_rowcol_to_cell(top, column - 1), xl_rowcol_to_cell(top + 1, column - 1))
                sheet.write_number(top, column, float(schedule.rate(year + 1)))
                sheet.write_formula(
                    top + 1,
                    column,
                    "=1" if year == 0 else f"={before[1]}/(1+{before[0]})",
                    None,
                    float(starts[year]),
                )
                power = {Timing.START: "", Timing.END: f"/(1+{rate})", Timing.MIDDLE: f"/(1+{rate})^0.5"}
                sheet.write_formula(top + 2, column, f"={start}{power[own.timing]}", None, float(used[year]))

    def row(self, sheet: Worksheet, place: int) -> None:
        row, valued = self.read.map.central.rows[place], self.valued.rows[place]
        line = HEADER + 1 + place
        for column, text in (
            (STAKEHOLDER, row.stakeholder),
            (OUTCOME, row.outcome),
            (KIND, row.kind.value if row.kind is not None else ""),
            (RATE_CLASS, row.rate_class.value),
        ):
            sheet.write_string(line, column, text)
        cut = row.deductions
        numbers: tuple[tuple[int, Decimal | None], ...] = (
            (QUANTITY, row.quantity),
            (PROXY, row.proxy),
            (DURATION, row.duration_years),
            (DEADWEIGHT, cut.deadweight),
            (DISPLACEMENT, cut.displacement),
            (ATTRIBUTION, cut.attribution),
            (LEAKAGE, cut.leakage),
            (DROP_OFF, row.drop_off),
        )
        for column, number in numbers:
            if number is not None:
                sheet.write_number(line, column, float(number))
        cell = {column: xl_rowcol_to_cell(line, column, col_abs=True) for column in range(FIRST_YEAR)}
        if row.impact is None:
            kept = "".join(f"*(1-{cell[column]})" for column in range(DEADWEIGHT, DROP_OFF))
            sheet.write_formula(
                line, IMPACT, f"={cell[QUANTITY]}*{cell[PROXY]}{kept}", None, float(valued.impact)
            )
        else:
            sheet.write_number(line, IMPACT, float(row.impact))
        whole = self.read.map.central.settings.partial_year is PartialYear.FULL
        for year in range(self.years):
            lasts = f"ROUNDUP({cell[DURATION]},0)" if whole else cell[DURATION]
            kept = f"*(1-{cell[DROP_OFF]})^{year}" if year else ""
            value = valued.by_year[year] if year < len(valued.by_year) else 0
            sheet.write_formula(
                line,
                FIRST_YEAR + year,
                f"={cell[IMPACT]}{kept}*MAX(0,MIN(1,{lasts}-{year}))",
                None,
                float(value),
            )
        factors = 2 + 3 * list(RateClass).index(row.rate_class)
        first, last = FIRST_YEAR, FIRST_YEAR + self.years - 1
        sheet.write_formula(
            line,
            last + 1,
            f"=SUMPRODUCT({_range(line, first, line, last)},{_range(factors, first, factors, last, absolute=True)})",
            None,
            float(valued.present_value),
        )

    def totals(self, sheet: Worksheet, inputs: str) -> None:
        top, bottom = HEADER + 1, HEADER + len(self.valued.rows)
        column, found = FIRST_YEAR + self.years, self.valued.returns
        for year, value in enumerate(self.valued.by_year):
            at = FIRST_YEAR + year
            sheet.write_formula(
                bottom + 1, at, f"=SUM({_range(top, at, bottom, at)})", self.bold, float(value)
            )
        whole = xl_rowcol_to_cell(bottom + 1, column)
        put_in, net = xl_rowcol_to_cell(bottom + 2, column), xl_rowcol_to_cell(bottom + 3, column)
        lines: tuple[tuple[str, str, Decimal | None], ...] = (
            ("Total present value", f"=SUM({_range(top, column, bottom, column)})", found.present_value),
            ("Total inputs", f"={inputs}", found.inputs),
            ("Net present value", f"={whole}-{put_in}", found.npv),
            ("Ratio", f'=IF({put_in}=0,"",{whole}/{put_in})', found.ratio),
            ("Net ratio", f'=IF({put_in}=0,"",{net}/{put_in})', found.net_ratio),
        )
        for place, (name, formula, number) in enumerate(lines, start=1):
            sheet.write_string(bottom + place, STAKEHOLDER, name, self.bold)
            sheet.write_formula(
                bottom + place, column, formula, self.bold, "" if number is None else float(number)
            )

    def inputs(self, sheet: Worksheet) -> str:
        """The cell of their total, as the other sheet names it."""
        for column, title in enumerate(("Input", "Amount", "Year", "Public", "Present value")):
            sheet.write_string(0, column, title, self.bold)
        given = self.read.map.central
        for line, (each, worth) in enumerate(
            zip(given.inputs, self.valued.present_inputs, strict=True), start=1
        ):
            sheet.write_string(line, 0, each.label)
            sheet.write_number(line, 1, float(each.amount))
            if each.year is not None:
                sheet.write_number(line, 2, each.year)
            sheet.write_string(line, 3, "yes" if each.public else "no")
            factor = float(worth / each.amount) if each.amount else 1.0
            sheet.write_formula(line, 4, f"=B{line + 1}*{factor!r}", None, float(worth))
        last = len(given.inputs) + 1
        sheet.write_string(last, 0, "Total", self.bold)
        sheet.write_formula(
            last, 4, f"=SUM(E2:E{max(last, 2)})", self.bold, float(self.valued.returns.inputs)
        )
        return f"{INPUTS}!E{last + 1}"

    def settings(self, sheet: Worksheet) -> None:
        own = self.read.map.central.settings
        lines: list[tuple[str, str]] = [
            ("Timing", own.timing.value),
            ("Partial year", own.partial_year.value),
            ("Price year", "" if own.price_year is None else str(own.price_year)),
            ("Currency", own.currency),
        ]
        for place, (name, value) in enumerate(lines):
            sheet.write_string(place, 0, name)
            sheet.write_string(place, 1, value)
        line = len(lines)
        for rate_class, schedule in own.schedules.items():
            for band in schedule.bands:
                sheet.write_string(line, 0, f"Discount rate, {rate_class.value}")
                sheet.write_number(line, 1, float(band.rate))
                sheet.write_number(line, 2, band.from_year)
                if band.to_year is not None:
                    sheet.write_number(line, 3, band.to_year)
                line += 1
        if self.read.map.drawn:
            sheet.write_string(line, 0, "Ranges")
            sheet.write_string(line, 1, "written as their central values: the JSON form has them")


def _range(top: int, left: int, bottom: int, right: int, *, absolute: bool = False) -> str:
    first = xl_rowcol_to_cell(top, left, row_abs=absolute, col_abs=absolute)
    return f"{first}:{xl_rowcol_to_cell(bottom, right, row_abs=absolute, col_abs=absolute)}"
