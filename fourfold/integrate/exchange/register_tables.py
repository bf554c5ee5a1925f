"""The register as a table that people take away: CSV, and a workbook of values without formulas."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Final

import xlsxwriter

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.spreadsheet_cells import would_run
from fourfold.integrate.queries.register_export import entries_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.integrate.queries.register_export import EntryRow

HEADINGS: Final = (
    "Number", "Title", "Description", "Buyer", "Service", "Suppliers", "Kind", "Procedure", "Status", "Value", "Currency",
    "Published", "Start", "End", "CPV code", "Mentions social value", "Publisher", "File",
)  # fmt: skip
# What a worksheet holds, without its headings.
MOST_ROWS: Final = 1_048_575
# What a cell of one holds.
MOST_IN_A_CELL: Final = 32_767

Cell = str | Decimal | date | None


def write_csv(out: IO[bytes], *, owner: Organisation) -> int:
    """How many rows were written: UTF-8 with a byte order mark, and an apostrophe before what a spreadsheet would run."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    count = 0
    for row in _rows(owner):
        writer.writerow([_as_text(cell) for cell in row])
        count += 1
    text.detach()
    return count


def write_xlsx(out: IO[bytes], *, owner: Organisation) -> int:
    """How many rows were written; each leaves the memory when the next begins."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmmm yyyy"})
        sheet = book.add_worksheet("Register")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADINGS) - 1, 18)
        sheet.write_row(0, 0, HEADINGS, bold)
        count = 0
        for count, row in enumerate(_rows(owner), start=1):
            if count > MOST_ROWS:
                message = "The register has more rows than a worksheet holds: take it as CSV."
                raise ValueError(message)
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(count, place, cell, day)
                elif isinstance(cell, Decimal):
                    sheet.write_number(count, place, float(cell))
                elif cell:
                    sheet.write_string(count, place, cell[:MOST_IN_A_CELL])
    return count


def _rows(owner: Organisation) -> Iterator[list[Cell]]:
    return (_cells(row) for row in entries_in_order(owner.pk))


def _cells(row: EntryRow) -> list[Cell]:
    entry = row.entry
    file = entry.release.received_in
    return [
        entry.ocid,
        entry.title,
        entry.description,
        entry.buyer_name,
        entry.service_name,
        "; ".join(row.suppliers),
        entry.kind,
        entry.method,
        entry.status,
        entry.amount,
        entry.currency,
        entry.released_at.date() if entry.released_at else None,
        entry.starts_on,
        entry.ends_on,
        entry.cpv,
        say("yes") if entry.mentions_social_value else say("no"),
        file.publisher,
        file.file_name,
    ]


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if would_run(cell) else cell
    return cell.isoformat() if isinstance(cell, date) else f"{cell:f}"
