"""A spreadsheet that somebody brings: XLSX, ODS or CSV, as values. Bounded before it is loaded; nothing is calculated."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from python_calamine import CalamineError, CalamineWorkbook

from fourfold.ground.files.spreadsheets import ods, xlsx
from fourfold.ground.files.spreadsheets.archives import check_archive
from fourfold.ground.files.spreadsheets.bounds import (
    SMALL,
    Bounds,
    NotReadable,
    check_extent,
    damaged,
)
from fourfold.ground.kernel.cells import Cell, Formula
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fourfold.ground.files.spreadsheets.bounds import Extent

CSV_SHEET: Final = "CSV"
# What .xls files begin with, and .doc and .ppt.
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Publishers put a title and notes above the headings.
_ROWS_ABOVE: Final = 25
_FEWEST_HEADINGS: Final = 3
_MOST_IN_A_CELL: Final = 32_767


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its headings, and the rows below them. `first_row` is the number that the spreadsheet gives the first row."""

    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int


def read_table(
    content: bytes,
    *,
    name: str,
    known: Callable[[Sequence[str]], int],
    sheet: str = "",
    bounds: Bounds = SMALL,
) -> Table:
    """The sheet of that name; without one, that whose headings are `known` best. Raises NotReadable."""
    if len(content) > bounds.most_bytes:
        raise NotReadable(
            say(
                "The file is larger than {most} MB, the most that is taken", most=bounds.most_bytes // 1024**2
            )
        )
    if not content.strip():
        raise NotReadable(say("The file is empty. Save it again and upload the new copy"))
    if content[:4] == b"PK\x03\x04":
        return _from_archive(content, sheet, known, bounds.most_rows)
    if content[:8] == OLD_OFFICE:
        # Not for want of a reader: a damaged one makes it ask for more memory than there is, which ends the whole process.
        raise NotReadable(
            say("This is a workbook of the kind before 2007. Save it as .xlsx, .ods or .csv and upload that")
        )
    if name.lower().endswith((".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")) or b"\x00" in content[:1024]:
        raise NotReadable(
            say("This is not a spreadsheet that can be read. Save it as .xlsx, .ods or .csv and upload that")
        )
    return _table(CSV_SHEET, (CSV_SHEET,), _csv_rows(content, bounds.most_rows))


def _from_archive(content: bytes, sheet: str, known: Callable[[Sequence[str]], int], most_rows: int) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return _from_workbook(
                    content, sheet, known, lambda named: xlsx.extent_of_sheet(archive, named, most_rows)
                )
            if ods.CONTENT in names:
                return _from_workbook(
                    content, sheet, known, lambda named: ods.extent_of_sheet(archive, named, most_rows)
                )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise damaged() from problem
    raise NotReadable(
        say("This is an archive and not a spreadsheet. Upload the .xlsx, .ods or .csv file itself")
    )


def _from_workbook(
    content: bytes, sheet: str, known: Callable[[Sequence[str]], int], extent_of: Callable[[str], Extent]
) -> Table:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        if not names:
            raise NotReadable(say("The workbook has no sheet"))
        if sheet and sheet not in names:
            raise NotReadable(say("There is no sheet “{sheet}” in the workbook", sheet=sheet[:60]))
        if sheet:
            return _sheet(book, sheet, names, extent_of(sheet))
        return _likeliest(book, names, known, extent_of)
    except (CalamineError, OSError) as problem:
        raise damaged() from problem


def _likeliest(
    book: CalamineWorkbook,
    names: tuple[str, ...],
    known: Callable[[Sequence[str]], int],
    extent_of: Callable[[str], Extent],
) -> Table:
    best: Table | None = None
    most = -1
    refusal: NotReadable | None = None
    for name in names[:20]:
        try:
            table = _sheet(book, name, names, extent_of(name))
        except NotReadable as strange:
            refusal = refusal or strange
            continue
        how_many = known(table.headings)
        if how_many > most:
            best, most = table, how_many
    if best is None:
        raise refusal or damaged()
    return best


def _sheet(book: CalamineWorkbook, name: str, names: tuple[str, ...], extent: Extent) -> Table:
    loaded = book.get_sheet_by_name(name)
    height, width = loaded.total_height, loaded.total_width
    check_extent(height, width, extent.most_rows)
    rows = [
        tuple(
            Formula() if (number, place) in extent.formulas else _cell(value)
            for place, value in enumerate(row)
        )
        for number, row in enumerate(loaded.to_python(skip_empty_area=False))
    ]
    return _table(name, names, rows)


def _table(sheet: str, sheets: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> Table:
    for number, row in enumerate(rows[:_ROWS_ABOVE]):
        headings = tuple("" if cell is None else _heading(cell) for cell in row)
        if sum(bool(heading) for heading in headings) >= _FEWEST_HEADINGS:
            while headings and not headings[-1]:
                headings = headings[:-1]
            below = tuple(tuple(each) for each in rows[number + 1 :])
            return Table(sheet, sheets, headings, below, first_row=number + 2)
    raise NotReadable(
        say(
            "No row of headings was found on the sheet “{sheet}”. The columns need names above them",
            sheet=sheet[:60],
        )
    )


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split())[:200] if isinstance(cell, str) else ""


def _csv_rows(content: bytes, most_rows: int) -> list[list[Cell]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on Windows.
        text = content.decode("cp1252", "replace")
    first = text[:4096]
    delimiter = max(",;\t", key=first.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            check_extent(len(rows) + 1, len(row), most_rows)
            _check_lengths(len(rows) + 1, row)
            rows.append([Formula() if cell.lstrip().startswith("=") else cell for cell in row])
    except csv.Error as problem:
        raise NotReadable(
            say("The file cannot be read from row {row} on: {problem}", row=len(rows) + 1, problem=problem)
        ) from problem
    return rows


def _check_lengths(number: int, row: Sequence[str]) -> None:
    for column, cell in enumerate(row, start=1):
        if len(cell) > _MOST_IN_A_CELL:
            raise NotReadable(
                say(
                    "Row {row}, column {column}: the cell is longer than {most} characters, the most that a spreadsheet holds",
                    row=number,
                    column=column,
                    most=f"{_MOST_IN_A_CELL:,}",
                )
            )


def _cell(value: object) -> Cell:
    match value:
        case None | "":
            return None
        case bool():
            return value
        case int() | float():
            return Decimal(repr(value))
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value)[:_MOST_IN_A_CELL]


__all__ = ("NotReadable", "Table", "read_table")
