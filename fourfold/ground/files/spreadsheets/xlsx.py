"""The sheets of an XLSX workbook, how far each reaches, which cells calculate and which show a percentage (ISO/IEC 29500)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from fourfold.ground.files.spreadsheets.archives import go_through
from fourfold.ground.files.spreadsheets.bounds import MOST_ROWS, Extent, NotReadable, damaged
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

_CELL: Final = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")
_STYLES: Final = "xl/styles.xml"
# 0% and 0.00%, which every workbook has without saying so.
_PERCENT_FORMATS: Final = frozenset({"9", "10"})
# What stands in a format as it is, and what is said about the cell in brackets: a sign in there does not calculate.
_AS_IT_IS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def extent_of_sheet(archive: zipfile.ZipFile, sheet: str, most_rows: int = MOST_ROWS) -> Extent:
    """Raises NotReadable where the sheet is larger than we take."""
    extent = Extent(most_rows)

    def seen(at: tuple[int, int], tag: str, _: dict[str, str]) -> None:
        if tag == "c":
            extent.note(*at)
        elif tag == "f":
            extent.note_formula(*at)

    _go_through_cells(archive, _part_of(archive, sheet), seen)
    return extent


def percent_cells(archive: zipfile.ZipFile, sheet: str) -> set[tuple[int, int]]:
    """The places (row, column), counted from nought, that show a hundred times their number with a percent sign after it:
    where somebody types 1.5% there, the number that is kept is 0.015. To be asked after `extent_of_sheet`.
    """
    styles = _percent_styles(archive)
    found: set[tuple[int, int]] = set()

    def seen(at: tuple[int, int], tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" and attributes.get("s") in styles:
            found.add(at)

    if styles:
        _go_through_cells(archive, _part_of(archive, sheet), seen)
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell formats that show a percentage, as cells name them."""
    if _STYLES not in archive.namelist():
        return set()
    percents = set(_PERCENT_FORMATS)
    formats: list[str] = []
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and "%" in _AS_IT_IS.sub("", attributes.get("formatCode", "")):
            percents.add(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            formats.append(attributes.get("numFmtId", ""))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    go_through(archive, _STYLES, start=start, end=end)
    return {str(place) for place, number in enumerate(formats) if number in percents}


def _go_through_cells(
    archive: zipfile.ZipFile, part: str, seen: Callable[[tuple[int, int], str, dict[str, str]], None]
) -> None:
    """Tells `seen` of each element of the sheet and the place, counted from nought, of the cell that it is or stands in."""
    at: list[tuple[int, int]] = [(0, -1)]

    def start(tag: str, attributes: dict[str, str]) -> None:
        row, column = at[0]
        if tag == "row":
            # A row or a cell may leave out where it stands: then it is the next one.
            number = attributes.get("r", "")
            at[0] = (int(number) - 1 if number.isdigit() and len(number) < 8 else row + 1, -1)  # noqa: PLR2004
        elif tag == "c":
            at[0] = _place(attributes.get("r", "")) or (row, column + 1)
        seen(at[0], tag, attributes)

    go_through(archive, part, start=start)


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
