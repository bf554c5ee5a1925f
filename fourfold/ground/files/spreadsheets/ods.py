"""How far a sheet of an OpenDocument spreadsheet reaches and which of its cells calculate (ISO/IEC 26300).

A row or cell may say that it is repeated a million times. Empty ones at the end are how every program fills the sheet up;
repeated ones with something in them count for as many as they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.files.spreadsheets.archives import go_through
from fourfold.ground.files.spreadsheets.bounds import MOST_ROWS, Extent, damaged

if TYPE_CHECKING:
    import zipfile

CONTENT = "content.xml"


class _Walk:
    """Where in the sheet the reading is. Cells are told empty only once something follows them or they end."""

    def __init__(self, sheet: str, most_rows: int) -> None:
        self.sheet = sheet
        self.extent = Extent(most_rows)
        self.inside = False
        self.row = 0
        self.column = 0
        self.repeated = 1
        self.repeated_row = 1
        self.filled = False
        self.row_reaches = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self.inside = attributes.get("name") == self.sheet
            self.row = 0
        elif not self.inside:
            return
        elif tag == "table-row":
            self.column = self.row_reaches = 0
            self.repeated_row = _times(attributes.get("number-rows-repeated"))
        elif tag in {"table-cell", "covered-table-cell"}:
            self.repeated = _times(attributes.get("number-columns-repeated"))
            self.filled = "value-type" in attributes or "formula" in attributes
            if "formula" in attributes:
                self.extent.note_formula(self.row, self.column)
        elif tag == "p":
            self.filled = True

    def end(self, tag: str) -> None:
        if not self.inside:
            return
        if tag in {"table-cell", "covered-table-cell"}:
            self.column += self.repeated
            if self.filled:
                self.row_reaches = self.column
                self.extent.note(self.row, self.column - 1)
            self.filled = False
        elif tag == "table-row":
            self.row += self.repeated_row
            if self.row_reaches:
                self.extent.note(self.row - 1, self.row_reaches - 1)
        elif tag == "table":
            self.inside = False


def extent_of_sheet(archive: zipfile.ZipFile, sheet: str, most_rows: int = MOST_ROWS) -> Extent:
    walk = _Walk(sheet, most_rows)
    go_through(archive, CONTENT, start=walk.start, end=walk.end)
    return walk.extent


def _times(written: str | None) -> int:
    if written is None:
        return 1
    if not (written.isascii() and written.isdigit() and 0 < len(written) < 9) or int(written) == 0:  # noqa: PLR2004
        raise damaged()
    return int(written)
