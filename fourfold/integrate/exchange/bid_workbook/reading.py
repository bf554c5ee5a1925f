"""A bid's workbook that comes back. Bounded before it is loaded, read as values, and told cell by cell what cannot be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from python_calamine import CalamineError, CalamineWorkbook

from fourfold.ground.files.office import office_kind
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.spreadsheets import xlsx
from fourfold.ground.files.spreadsheets.archives import check_archive
from fourfold.ground.files.spreadsheets.bounds import NotReadable, damaged
from fourfold.ground.kernel.cells import Cell, Formula
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.bid_workbook.answers import ReadWorkbook, read_answers
from fourfold.integrate.exchange.bid_workbook.layout import BID, FORM, HIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.bid_fields import BidField

MOST_BYTES: Final = 5 * 1024 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(content: bytes, *, tender: str, edition: str, fields: Sequence[BidField]) -> ReadWorkbook:
    """Raises NotReadable for a file that is not this tender's workbook, or may not be opened at all."""
    _check_file(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            if "xl/workbook.xml" not in archive.namelist():
                raise NotReadable(_not_ours())
            sheets = {name: _sheet(content, archive, name) for name in _sheets_of(content)}
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
    _check_tender(sheets[HIDDEN], tender=tender, edition=edition)
    return read_answers(sheets[BID], fields)


def _check_file(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NotReadable(
            say(
                "The workbook is larger than {most} MB. Take out pictures, and add other files on the page of your bid",
                most=MOST_BYTES // 1024**2,
            )
        )
    if not content:
        raise NotReadable(say("The file is empty. Choose the workbook again"))
    if content[:8] == _OLD_OFFICE:
        raise NotReadable(
            say(
                "This is a workbook of the kind before 2007, or one with a password. Save it as .xlsx without a password"
            )
        )
    if content[:4] != b"PK\x03\x04":
        raise NotReadable(_not_ours())
    try:
        _, ending = office_kind(io.BytesIO(content), say("the workbook"))
    except NotAccepted as refusal:
        raise NotReadable(str(refusal)) from refusal
    if ending != ".xlsx":
        raise NotReadable(_not_ours())


def _not_ours() -> str:
    return say(
        "This is not the workbook of this tender. Download it from the page of the tender, fill it in and save it as .xlsx"
    )


def _sheets_of(content: bytes) -> tuple[str, ...]:
    try:
        names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    except CalamineError as problem:
        raise damaged() from problem
    missing = next((name for name in (BID, HIDDEN) if name not in names), None)
    if missing is not None:
        raise NotReadable(_not_ours())
    return BID, HIDDEN


def _sheet(content: bytes, archive: zipfile.ZipFile, name: str) -> list[tuple[Cell, ...]]:
    extent = xlsx.extent_of_sheet(archive, name)
    try:
        loaded = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name)
    except CalamineError as problem:
        raise damaged() from problem
    percents = xlsx.percent_cells(archive, name)
    return [
        tuple(
            Formula()
            if (number, place) in extent.formulas
            else _cell(value, percent=(number, place) in percents)
            for place, value in enumerate(row)
        )
        for number, row in enumerate(loaded.to_python(skip_empty_area=False))
    ]


def _cell(value: object, *, percent: bool = False) -> Cell:
    """What the cell shows: of a percentage, which is kept as its hundredth, the number with its sign."""
    match value:
        case None | "":
            return None
        case bool():
            return value
        case int() | float():
            number = Decimal(repr(value))
            return f"{(number * 100).normalize():f}%" if percent and number.is_finite() else number
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value)


def _check_tender(hidden: list[tuple[Cell, ...]], *, tender: str, edition: str) -> None:
    said = [row[0] if row else None for row in hidden[:3]]
    if len(said) < len(hidden[:3]) or said[:1] != [FORM]:
        raise NotReadable(_not_ours())
    if said[1:2] != [tender]:
        raise NotReadable(
            say(
                "This workbook is of another tender or another lot ({other}). Nothing of it was taken. "
                "Download the one of this tender",
                other=str(said[1] if len(said) > 1 else "")[:20],
            )
        )
    if said[2:3] != [edition]:
        raise NotReadable(
            say(
                "The questions have changed since this workbook was downloaded: it has edition {old}, and {now} is asked "
                "now. Nothing of it was taken. Download it again; your draft keeps what it had",
                old=str(said[2] if len(said) > 2 else "")[:20],  # noqa: PLR2004
                now=edition,
            )
        )
