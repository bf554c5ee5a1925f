"""The rows of a list of contacts, read cell by cell; a row with a fault is left out whole and says where it is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import NOTHING, CellFault, letters_of, text_in
from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.frame.columns import Held
from fourfold.tracker.rules.frame.sizes import sector_in, size_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fourfold.ground.kernel.cells import Cell

LONGEST: Final[Mapping[Held, int]] = {
    Held.ORGANISATION: 250,
    Held.NUMBER: 60,
    Held.NAME: 200,
    Held.FIRST_NAME: 90,
    Held.LAST_NAME: 100,
    Held.POST: 200,
    Held.EMAIL: 254,
    Held.PHONE: 60,
}
# What no address is without. Whether somebody reads it, only a mail shows.
_ADDRESS: Final = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_FEWEST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as the spreadsheet numbers it; `column` by its letters, empty where it is about the whole row."""

    row: int
    column: str
    heading: str
    words: str

    @property
    def where(self) -> str:
        if self.column:
            return say(
                "row {row}, column {column} ({heading})",
                row=self.row,
                column=self.column,
                heading=self.heading,
            )
        return say("row {row}", row=self.row)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    organisation: str
    code: str = ""
    sector: str = ""
    size_band: str = ""
    name: str = ""
    post: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How columns are read. `sector` is that of the whole list, for rows that say none; `bands` the size bands by key."""

    headings: Sequence[str]
    columns: Mapping[int, Held]
    bands: Mapping[str, str]
    sector: str = ""
    first_row: int = 2

    def fault(self, row: int, column: Held | None, words: str) -> Fault:
        for place, held in self.columns.items():
            if held is column:
                return Fault(row, letters_of(place), self.headings[place], words)
        return Fault(row, "", "", words)


def read_rows(rows: Sequence[Sequence[Cell]], reading: Reading) -> Iterator[Row | tuple[Fault, ...]]:
    """Each row, or what is wrong with it; empty rows are passed over."""
    for offset, cells in enumerate(rows):
        if any(cell is not None and cell != "" for cell in cells):
            yield _read(cells, reading.first_row + offset, reading)


def _read(cells: Sequence[Cell], number: int, reading: Reading) -> Row | tuple[Fault, ...]:
    found: dict[Held, Cell] = {
        column: cells[place] for place, column in reading.columns.items() if place < len(cells)
    }
    values: dict[Held, str] = {}
    faults: list[Fault] = []
    for column in (column for column in Held if column in found):
        try:
            values[column] = _value(column, found[column], values, reading)
        except CellFault as strange:
            faults.append(reading.fault(number, column, str(strange)))
    wrong = {each.heading for each in faults}
    if not values.get(Held.ORGANISATION) and not faults:
        faults.append(reading.fault(number, Held.ORGANISATION, say("The organisation is not named")))
    if not (values.get(Held.EMAIL) or values.get(Held.PHONE)) and not wrong:
        column = Held.EMAIL if Held.EMAIL in found else Held.PHONE
        faults.append(
            reading.fault(number, column, say("There is neither an e-mail address nor a telephone number"))
        )
    if faults:
        return tuple(faults)
    whole_name = values.get(Held.NAME) or " ".join(
        part for part in (values.get(Held.FIRST_NAME), values.get(Held.LAST_NAME)) if part
    )
    return Row(
        number=number,
        organisation=values[Held.ORGANISATION],
        code=values.get(Held.NUMBER, ""),
        sector=values.get(Held.SECTOR, "") or reading.sector,
        size_band=values.get(Held.SIZE, ""),
        name=whole_name,
        post=values.get(Held.POST, ""),
        email=values.get(Held.EMAIL, ""),
        phone=values.get(Held.PHONE, ""),
    )


def _value(column: Held, cell: Cell, before: Mapping[Held, str], reading: Reading) -> str:
    if column is Held.SECTOR:
        return sector_in(cell)
    if column is Held.SIZE:
        return size_in(cell, sector=before.get(Held.SECTOR, "") or reading.sector, bands=reading.bands)
    text = text_in(cell)
    if text.casefold() in NOTHING:
        return ""
    if len(text) > LONGEST[column]:
        raise CellFault(
            say(
                "The text has {number} characters; at most {longest} can be kept",
                number=f"{len(text):,}",
                longest=LONGEST[column],
            )
        )
    if column is Held.EMAIL:
        return _email(text)
    if column is Held.PHONE and sum(sign.isdigit() for sign in text) < _FEWEST_DIGITS:
        raise CellFault(say("“{text}” is not a telephone number", text=text[:40]))
    return text


def _email(text: str) -> str:
    address = text.removeprefix("mailto:").strip("<> ")
    if _ADDRESS.fullmatch(address) is None:
        raise CellFault(say("“{text}” is not an e-mail address such as name@example.org", text=text[:60]))
    return address
