"""Workbooks of bids as they come back: read, changed and saved by another program than the one that made them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from fourfold.integrate.exchange.bid_workbook.layout import ANSWER, BID, HIDDEN, KEY, QUESTION, UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Calculated:
    """A formula in a cell, with what it gave when it was saved."""

    formula: str
    result: float = 0


@dataclass(frozen=True)
class Percentage:
    """1.5% as a spreadsheet keeps it: 0.015 in a cell whose format shows it so."""

    kept: float
    shown_by: str = "0.00%"


def filled(
    content: bytes,
    answers: Mapping[str, Any],
    *,
    units: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
    twice: tuple[str, ...] = (),
    hidden: Mapping[int, str] | None = None,
    far_away: bool = False,
) -> bytes:
    """The workbook with `answers` by the fields' keys."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(content))
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name in read.sheet_names:
            sheet = book.add_worksheet(name)
            rows = [list(row) for row in read.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            if name == BID:
                rows = _changed(rows, answers, units or {}, without, twice)
                if far_away:
                    sheet.write_string(1_000_000, 0, "x")
            if name == HIDDEN:
                for place, other in (hidden or {}).items():
                    rows[place][0] = other
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    match value:
                        case Calculated():
                            sheet.write_formula(number, column, value.formula, None, value.result)
                        case Percentage():
                            shown = book.add_format({"num_format": value.shown_by})
                            sheet.write_number(number, column, value.kept, shown)
                        case "" | None:
                            pass
                        case _:
                            sheet.write(number, column, value)
    return made.getvalue()


def _changed(
    rows: list[list[Any]],
    answers: Mapping[str, Any],
    units: Mapping[str, str],
    without: tuple[str, ...],
    twice: tuple[str, ...],
) -> list[list[Any]]:
    found = []
    for row in rows:
        key = str(row[KEY])
        if key in without:
            continue
        wide = [*row, *[""] * (ANSWER + 1 - len(row))]
        if key in answers:
            wide[ANSWER] = answers[key]
        if key in units:
            wide[UNIT] = units[key]
        found += [wide, wide] if key in twice else [wide]
    return found


def questions_in(content: bytes) -> dict[str, str]:
    """The fields' keys by the question beside them."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(BID).to_python()
    return {str(row[QUESTION]): str(row[KEY]) for row in rows if len(row) > QUESTION and row[KEY]}
