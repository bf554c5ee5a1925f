"""A book of tables as one long CSV, a line for each cell, and the codebook that says what its columns and keys mean."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.spreadsheet_cells import would_run
from fourfold.tracker.exchange.table_book import layout
from fourfold.tracker.rules.tables.lines import Kind
from fourfold.tracker.rules.tables.table import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fourfold.tracker.rules.tables.table import Book

FIELDS: Final = {
    "table": say("the table's id"),
    "question": say("the question's key"),
    "row": say("the row's key"),
    "kind": say("what the row is"),
    "unit": say("the unit of figure, low and high"),
    "block": say("the block of the banner; empty for the total"),
    "column": say("the column's key; empty for the total"),
    "letter": say("the letter of the column"),
    "status": say("what the cell holds"),
    "shown": say("what every format prints in the cell"),
    "figure": say("the same as a number; empty where there is none"),
    "low": say("the lower end of the interval"),
    "high": say("the upper end of the interval"),
    "letters": say("the columns of the block that it is higher than"),
    "respondents": say("the unweighted base"),
    "weighted_base": say("the weighted base"),
    "effective_base": say("the effective base (Kish)"),
    "organisations": say("how many organisations the respondents are of"),
    "unanswered": say("how many were asked and gave no answer"),
    "mark": say("* for a small effective base, ** for one that is too small"),
}


def cells_csv(book: Book) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets want it."""
    return _written(list(FIELDS), _cells(book))


def codebook_csv(book: Book) -> bytes:
    return _written(["of", "key", "means"], _codebook(book))


def safe_cell(value: object) -> str:
    """A number as it is; text so that no spreadsheet runs it."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return str(value)
    text = str(value)
    return f"'{text}" if would_run(text) else text


def _written(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff".encode() + out.getvalue().encode()


def _cells(book: Book) -> Iterator[Sequence[object]]:
    for table in book.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield (
                    table.key,
                    table.question,
                    row.key,
                    row.kind.value,
                    row.unit,
                    column.block,
                    column.key,
                    column.letter,
                    cell.status.value,
                    cell.text,
                    layout.shown(cell).number,
                    cell.low,
                    cell.high,
                    cell.letters,
                    column.respondents,
                    column.weighted,
                    column.effective,
                    column.organisations,
                    column.unanswered,
                    column.mark,
                )


def _codebook(book: Book) -> Iterator[Sequence[object]]:
    yield say("book"), "", book.title
    for line in book.about:
        yield say("book"), "", line
    for name, means in FIELDS.items():
        yield say("field"), name, means
    for status in Status:
        yield "status", status.value, status.text
    for kind in Kind:
        yield "kind", kind.value, kind.text
    for table in book.tables:
        yield say("table"), table.key, table.title
        for line in (*table.about, *(test.text for test in table.tests), *table.notes):
            yield say("table"), table.key, line
        for column in table.columns:
            key = f"{column.block}.{column.key}" if column.block else ""
            yield say("column of {table}", table=table.key), key, column.text
        for row in table.rows:
            yield say("row of {table}", table=table.key), row.key, row.text
