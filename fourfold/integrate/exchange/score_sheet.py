"""The sheet of points that goes out to another portal's evaluators with a line for each, and comes back filled in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.files.spreadsheets.table import read_table
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import MOST_POINTS
from fourfold.integrate.rules.score_rows import (
    HEADINGS,
    NEEDED,
    Column,
    Scorable,
    Scored,
    Wrong,
    columns_in,
    read_scores,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def score_sheet(bidders: Sequence[str], criteria: Sequence[Scorable]) -> bytes:
    """XLSX. Names are written as text, never as a formula."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("Points")
        bold = book.add_format({"bold": True})
        for place, column in enumerate(Column):
            sheet.write_string(0, place, HEADINGS[column][0].capitalize(), bold)
        row = 1
        for bidder in bidders:
            for criterion in criteria:
                sheet.write_string(row, 0, bidder)
                sheet.write_string(row, 1, criterion.title)
                row += 1
        sheet.set_column(0, 1, 40)
        sheet.set_column(4, 4, 60)
        sheet.freeze_panes(1, 0)
        sheet.data_validation(
            1,
            2,
            max(row - 1, 1),
            2,
            {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": MOST_POINTS},
        )
    return made.getvalue()


def read_score_sheet(
    content: bytes, *, name: str, bidders: Mapping[str, str], criteria: Sequence[Scorable]
) -> tuple[list[Scored], list[Wrong]]:
    """The lines that can be taken and those that cannot. Raises NotReadable for a file without the columns it needs."""
    table = read_table(content, name=name, known=lambda headings: len(columns_in(headings)))
    columns = columns_in(table.headings)
    missing = [HEADINGS[each][0].capitalize() for each in NEEDED if each not in columns]
    if missing:
        raise NotReadable(say("It has no column “{heading}”. Download the sheet again", heading=missing[0]))
    return read_scores(
        table.rows,
        first_row=table.first_row,
        columns=columns,
        bidders=bidders,
        criteria=criteria,
        most=MOST_POINTS,
    )
