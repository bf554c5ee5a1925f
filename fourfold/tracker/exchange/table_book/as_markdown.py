"""A book of tables as Markdown, which is also plain text to read as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fourfold.tracker.rules.tables.table import Book, Table

# Signs that would end a cell, begin a tag or set type in another way.
_SIGNS: Final = re.compile(r"([\\`*_<>|\[\]])")


def as_markdown(book: Book) -> str:
    lines = [f"# {safe(book.title)}", "", *(f"- {safe(line)}" for line in book.about)]
    if book.findings:
        lines += ["", f"## {say('Findings')}", "", *(f"- {safe(each)}" for each in book.findings)]
    for table in book.tables:
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"## {safe(layout.title(table))}"
    yield ""
    for line in table.about:
        yield f"- {safe(line)}"
    yield ""
    if any(column.block for column in table.columns):
        yield row("", [column.block_text for column in table.columns])
        yield _rule(len(table.columns))
        yield row("", [layout.heading(column) for column in table.columns])
    else:
        yield row("", [layout.heading(column) for column in table.columns])
        yield _rule(len(table.columns))
    for name, cells in layout.base_lines(table):
        yield row(name, [_beside(cell) for cell in cells])
    for each in table.rows:
        yield row(layout.row_text(each.text, each.unit), [_beside(layout.shown(cell)) for cell in each.cells])
    if table.tests or table.notes:
        yield ""
    for line in (*(test.text for test in table.tests), *table.notes):
        yield f"- {safe(line)}"


def row(name: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join(safe(cell) for cell in (name, *cells)) + " |"


def table_of(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A plain table: words on the left, figures on the right."""
    yield row(heading[0], heading[1:])
    yield _rule(len(heading) - 1)
    for first, *others in rows:
        yield row(first, others)


def safe(text: str) -> str:
    """As it is to be read, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _rule(columns: int) -> str:
    return "|---|" + "--:|" * columns


def _beside(cell: layout.Shown) -> str:
    return f"{cell.text} {cell.beside}".rstrip()
