"""The sheets of an XLSX workbook, how far each reaches and which of its cells calculate (ISO/IEC 29500)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from fourfold.ground.files.spreadsheets.archives import go_through
from fourfold.ground.files.spreadsheets.bounds import MOST_ROWS, Extent, NotReadable, damaged
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    import zipfile

_CELL: Final = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")


def extent_of_sheet(archive: zipfile.ZipFile, sheet: str, most_rows: int = MOST_ROWS) -> Extent:
    """Raises NotReadable where the sheet is larger than we take."""
    part = _part_of(archive, sheet)
    extent = Extent(most_rows)
    at: list[tuple[int, int]] = [(0, -1)]

    def start(tag: str, attributes: dict[str, str]) -> None:
        row, column = at[0]
        if tag == "row":
            # A row or a cell may leave out where it stands: then it is the next one.
            number = attributes.get("r", "")
            at[0] = (int(number) - 1 if number.isdigit() and len(number) < 8 else row + 1, -1)  # noqa: PLR2004
        elif tag == "c":
            at[0] = _place(attributes.get("r", "")) or (row, column + 1)
            extent.note(*at[0])
        elif tag == "f":
            extent.note_formula(*at[0])

    go_through(archive, part, start=start)
    return extent


def _place(reference: str) -> tuple[int, int] | None:
    if not reference:
        return None
    match = _CELL.fullmatch(reference)
    if match is None:
        raise damaged()
    column = 0
    for letter in match["letters"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match["row"]) - 1, column - 1


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    wanted: list[str] = []
    targets: dict[str, str] = {}

    def of_workbook(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and attributes.get("name") == sheet:
            wanted.append(attributes.get("id", ""))

    def of_relations(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    go_through(archive, "xl/workbook.xml", start=of_workbook)
    go_through(archive, "xl/_rels/workbook.xml.rels", start=of_relations)
    target = targets.get(wanted[0], "") if wanted else ""
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    if not target or part not in archive.namelist():
        raise NotReadable(
            say("The workbook names a sheet that is not in it. Save it again and upload the new copy")
        )
    return part
