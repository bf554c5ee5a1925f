"""A wave as XLSX: the data, the codebook, and what to know. Text is text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.wave.cells import shown
from fourfold.tracker.exchange.wave.delimited import CODEBOOK_HEADINGS, codebook_rows, notes
from fourfold.tracker.rules.faults import refuse

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from fourfold.tracker.exchange.wave.cells import Value
    from fourfold.tracker.rules.wave.table import Table

MOST_LETTERS = 32_767


def data_xlsx(table: Table) -> bytes:
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": table.title, "comments": table.notice})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    about = book.add_worksheet("About")
    for number, words in enumerate(notes(table)):
        about.write_string(number, 0, words)
    data = book.add_worksheet("Data")
    _line(data, 0, [column.name for column in table.columns], bold)
    for number, row in enumerate(table.rows, start=1):
        _line(data, number, shown(row, table.columns), None, day)
    codebook = book.add_worksheet("Codebook")
    _line(codebook, 0, CODEBOOK_HEADINGS, bold)
    for number, cells in enumerate(codebook_rows(table), start=1):
        _line(codebook, number, cells, None)
    for sheet in (data, codebook):
        sheet.freeze_panes(1, 1)
    book.close()
    return content.getvalue()


def _line(sheet: Worksheet, row: int, cells: Sequence[Value], style: object, day: object = None) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if len(cell) > MOST_LETTERS:
                what = say(
                    "an answer of more than {most} letters does not fit into a cell", most=f"{MOST_LETTERS:,}"
                )
                raise refuse(what, row=row, column=str(column + 1))
            if cell:
                sheet.write_string(row, column, cell, style)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, day)
        else:
            sheet.write_number(row, column, cell, style)
