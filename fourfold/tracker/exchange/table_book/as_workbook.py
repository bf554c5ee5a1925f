"""A book of tables as XLSX: a list of the tables, then a sheet for each. Numbers are numbers; text is never a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from fourfold.tracker.rules.tables.table import Book, Table

_WIDTHS: Final = {0: 34.0}
_FIGURE, _BESIDE = 11.0, 6.0


def as_workbook(book: Book, *, intervals: bool = True) -> bytes:
    """Two sheet columns for each column: the figure, and its letters. Intervals stand below their figures."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as made:
        writer = _Writer(made, intervals=intervals)
        writer.contents(book)
        for table in book.tables:
            writer.table(table)
    return out.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, *, intervals: bool) -> None:
        self.book = book
        self.intervals = intervals
        self.bold = book.add_format({"bold": True})
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.quiet = book.add_format({"align": "right", "font_size": 8})
        self.right = book.add_format({"align": "right"})
        self.numbers: dict[int, Any] = {}

    def contents(self, book: Book) -> None:
        sheet = self.book.add_worksheet(say("Contents"))
        sheet.write_string(0, 0, book.title, self.bold)
        line = self._lines(sheet, 1, book.about)
        if book.findings:
            sheet.write_string(line + 1, 0, say("Findings"), self.bold)
            line = self._lines(sheet, line + 2, book.findings)
        for at, table in enumerate(book.tables, line + 1):
            sheet.write_url(at, 0, f"internal:'{sheet_name(table)}'!A1", string=layout.title(table))
        sheet.set_column(0, 0, 100)

    def table(self, table: Table) -> None:
        sheet = self.book.add_worksheet(sheet_name(table))
        sheet.write_string(0, 0, layout.title(table), self.bold)
        line = self._lines(sheet, 1, table.about) + 1
        for at, column in enumerate(table.columns):
            sheet.write_string(line, 1 + 2 * at, column.block_text, self.bold)
            sheet.write_string(line + 1, 1 + 2 * at, layout.heading(column), self.heading)
        line += 2
        sheet.freeze_panes(line, 1)
        for name, cells in layout.base_lines(table):
            line = self._row(sheet, line, name, cells)
        for row in table.rows:
            cells = [layout.shown(cell) for cell in row.cells]
            line = self._row(sheet, line, layout.row_text(row.text, row.unit), cells)
            if self.intervals and any(cell.low is not None for cell in row.cells):
                for at, cell in enumerate(row.cells):
                    if cell.interval:
                        sheet.write_string(line, 1 + 2 * at, cell.interval, self.quiet)
                line += 1
        self._lines(sheet, line + 1, (*(test.text for test in table.tests), *table.notes))
        sheet.set_column(0, 0, _WIDTHS[0])
        for at in range(len(table.columns)):
            sheet.set_column(1 + 2 * at, 1 + 2 * at, _FIGURE)
            sheet.set_column(2 + 2 * at, 2 + 2 * at, _BESIDE)

    def _row(self, sheet: Worksheet, line: int, name: str, cells: Sequence[layout.Shown]) -> int:
        sheet.write_string(line, 0, name)
        for at, cell in enumerate(cells):
            if cell.number is None:
                sheet.write_string(line, 1 + 2 * at, cell.text, self.right)
            else:
                exponent = cell.number.as_tuple().exponent
                places = -exponent if isinstance(exponent, int) else 0
                sheet.write_number(line, 1 + 2 * at, float(cell.number), self._places(places))
            if cell.beside:
                sheet.write_string(line, 2 + 2 * at, cell.beside)
        return line + 1

    def _places(self, places: int) -> Any:
        if places not in self.numbers:
            decimals = "." + "0" * places if places else ""
            self.numbers[places] = self.book.add_format({"num_format": f"#,##0{decimals}"})
        return self.numbers[places]

    def _lines(self, sheet: Worksheet, line: int, texts: Sequence[str]) -> int:
        for at, text in enumerate(texts, line):
            sheet.write_string(at, 0, text)
        return line + len(texts)


def sheet_name(table: Table) -> str:
    """Spreadsheets allow 31 characters; numbers keep names apart."""
    return f"{table.number} {table.key}"[:31]
