"""The sheets of an XLSForm as texts, with the row and column of each; and how their headings are understood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.xlsform.judge import OLD, XlsFormRefused

MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 100_000_000
# As pyxform does: what stands beyond is no part of the form.
MOST_EMPTY_ROWS: Final = 60
MOST_EMPTY_COLUMNS: Final = 20
MOST_CELLS: Final = 200_000
_LANGUAGE: Final = re.compile(r"\((?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)$")
_NAMED: Final = {"english": "en", "welsh": "cy", "cymraeg": "cy"}
_WRITTEN: Final = {"en": "English (en)", "cy": "Welsh (cy)"}
_TRANSLATED: Final = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video"}
)
_BOUND: Final = frozenset({"relevant", "required", "constraint"})
_ALIASES: Final = {
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """`base` is what the column holds, `language` of what language, `written` as we write it, whoever wrote it how."""

    base: str
    language: str
    written: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[tuple[Heading, str], ...]

    def __getitem__(self, base: str) -> str:
        """The text of the first column of that kind; empty where there is none."""
        return next((text for heading, text in self.cells if heading.base == base), "")

    def written(self) -> dict[str, str]:
        return {heading.written: text for heading, text in self.cells}


@dataclass(frozen=True, slots=True)
class Stray:
    """A cell that is left out, and why."""

    row: int
    column: int
    what: str


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]
    strays: tuple[Stray, ...]
    raw: tuple[tuple[str, ...], ...]


def read_sheets(content: bytes) -> dict[str, Sheet]:
    """By name in small letters. Raises XlsFormRefused."""
    if len(content) > MOST_BYTES:
        raise XlsFormRefused(say("the file is larger than 5 MB: that is no questionnaire"))
    try:
        if not content.startswith(OLD):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                    raise XlsFormRefused(say("the workbook unpacks to more than 100 MB"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name.lower(): _sheet(name, book) for name in book.sheet_names}
    except (zipfile.BadZipFile, CalamineError) as error:
        message = say("this is not a workbook that can be read: {what}", what=str(error)[:80])
        raise XlsFormRefused(message) from None


def _sheet(name: str, book: CalamineWorkbook) -> Sheet:
    lines = _filled_lines(name, book)
    first = lines[0][1] if lines and lines[0][0] == 1 else []
    headings = {column: _heading(text, column) for column, text in _until_gap(first, MOST_EMPTY_COLUMNS)}
    taken = {number for number, _ in _until_gap(lines, MOST_EMPTY_ROWS)}
    rows: list[Row] = []
    strays: list[Stray] = []
    for number, filled in lines[1:] if first else lines:
        if number not in taken:
            what = say("left out, as pyxform does: it stands below {most} empty rows", most=MOST_EMPTY_ROWS)
            strays.append(Stray(number, filled[0][0], what))
            continue
        strays += [
            Stray(number, column, say("left out: “{text}” stands under no heading", text=text[:60]))
            for column, text in filled
            if column not in headings
        ]
        cells = tuple((headings[column], text) for column, text in filled if column in headings)
        if cells:
            rows.append(Row(number, cells))
    raw = tuple(
        tuple(dict(filled).get(column, "") for column in range(filled[-1][0] + 1)) for _, filled in lines
    )
    return Sheet(name, tuple(rows), tuple(strays), raw)


def _until_gap(places: Sequence[tuple[int, Any]], most: int) -> Iterator[tuple[int, Any]]:
    """Those that stand before the first gap of more than `most`."""
    last: int | None = None
    for place, each in places:
        if last is not None and place - last - 1 > most:
            return
        yield place, each
        last = place


def _filled_lines(name: str, book: CalamineWorkbook) -> list[tuple[int, list[tuple[int, str]]]]:
    """The rows with something in them, by their number: of each the columns with something in them. Raises XlsFormRefused."""
    lines: list[tuple[int, list[tuple[int, str]]]] = []
    cells = 0
    for number, line in enumerate(book.get_sheet_by_name(name).iter_rows(), start=1):
        if line.count("") == len(line):
            continue
        filled = [(column, text) for column, cell in enumerate(line) if (text := _text(cell))]
        cells += len(filled)
        if cells > MOST_CELLS:
            raise XlsFormRefused(say("the sheet {name} is far too large", name=name))
        if filled:
            lines.append((number, filled))
    return lines


def _text(cell: object) -> str:
    """As pyxform reads it: a whole number without its point."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).replace("\u00a0", " ").strip()


def _heading(written: str, column: int) -> Heading:
    first, *rest = [part.strip() for part in written.split("::" if "::" in written else ":", maxsplit=1)]
    base, after = first.lower().replace(" ", "_"), "".join(rest)
    if base == "bind" and after.lower() in _BOUND:
        base, after = after.lower(), ""
    base = _ALIASES.get(base, base)
    if not after:
        return Heading(base, "", base, column)
    if base in _TRANSLATED:
        return Heading(base, after, f"{base}::{written_language(language_of(after))}", column)
    return Heading(f"{base}::{after}", "", f"{base}::{after}", column)


def language_of(written: str) -> str:
    """“English (en)” and “english” are en; any other name is its own code."""
    found = _LANGUAGE.search(written)
    return found["code"].lower() if found else _NAMED.get(written.lower(), written)


def written_language(code: str) -> str:
    return _WRITTEN.get(code, code)


def letter(column: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters
