"""A CSV file whose columns are known by their headings; what is no such table is refused with its row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The headings are the first row, as a spreadsheet numbers them.
_FIRST_ROW: Final = 2
_DELIMITERS: Final = ",;\t"


class FileRefused(ValueError):
    """Each line of the message says in which row and column, what is wrong, and how to go on."""


def read_rows(
    content: bytes, *, needed: Sequence[str], optional: Mapping[str, str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row by the names of its columns, with its number; `optional` has what stands in an empty cell. Raises FileRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(say("The file is not UTF-8. Save it as “CSV UTF-8”")) from None
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise FileRefused(say("This is not a CSV that can be read: {what}", what=str(problem))) from None
    headings = [heading.strip().lower().replace(" ", "_") for heading in lines[0]] if lines else []
    _check_headings(headings, needed, optional)
    for number, cells in enumerate(lines[1:], _FIRST_ROW):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headings):
            raise FileRefused(
                say(
                    "Row {row} has {found} cells, and there are {count} columns. Look for a comma too many or too few",
                    row=number,
                    found=len(cells),
                    count=len(headings),
                )
            )
        row = dict(zip(headings, (cell.strip() for cell in cells), strict=True))
        if not row["ref"]:
            raise FileRefused(
                say("Row {row}, ref: each row has a reference of its own. Number them", row=number)
            )
        yield number, {name: row.get(name) or optional.get(name, "") for name in (*needed, *optional)}


def _check_headings(headings: Sequence[str], needed: Sequence[str], optional: Mapping[str, str]) -> None:
    missing = [name for name in needed if name not in headings]
    unknown = [name for name in headings if name not in needed and name not in optional]
    twice = sorted({name for name in headings if headings.count(name) > 1})
    if missing:
        raise FileRefused(
            say("Row 1: these columns are missing: {columns}. Add them", columns=say_joined(missing))
        )
    if twice:
        raise FileRefused(say("Row 1: there are two columns {columns}", columns=say_joined(twice)))
    if unknown:
        raise FileRefused(
            say(
                "Row 1: {columns} are not known. Take them out, or name them as one of {known}",
                columns=say_joined(unknown),
                known=say_joined([*needed, *optional], last="or"),
            )
        )
