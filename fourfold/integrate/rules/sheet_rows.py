"""The rows of a spreadsheet, read cell by cell: what each says, and the row and column of everything that is wrong.

A row with a fault is left out whole, and the others are kept. What tells a contract from the others is its ocid, else its
reference, else its title, supplier and start together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.cells import CellFault, letters_of, text_in
from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sheet_cells import (
    company_number_in,
    cpv_in,
    currency_in,
    day_in,
    kind_in,
    money_in,
    number_in_register,
    words_in,
)
from fourfold.integrate.rules.sheet_columns import Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.kernel.cells import Cell

LONGEST: Final = {
    Held.REFERENCE: 100,
    Held.OCID: 250,
    Held.TITLE: 2_000,
    Held.DESCRIPTION: 32_767,
    Held.BUYER: 300,
    Held.SERVICE: 300,
    Held.SUPPLIER: 300,
    Held.METHOD: 300,
    Held.STATUS: 40,
    Held.SPENT_ON: 300,
    Held.MEASURE: 300,
    Held.UNIT: 60,
}
_READ: Final[Mapping[Held, Callable[[Cell], object]]] = {
    Held.COMPANY_NUMBER: company_number_in,
    Held.CHARITY_NUMBER: number_in_register,
    Held.CURRENCY: currency_in,
    Held.KIND: kind_in,
    Held.CPV: cpv_in,
    **dict.fromkeys(
        (
            Held.STARTS_ON,
            Held.ENDS_ON,
            Held.SIGNED_ON,
            Held.PUBLISHED_ON,
            Held.PAID_ON,
            Held.DUE_FROM,
            Held.DUE_BY,
        ),
        day_in,
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as the spreadsheet numbers it; `column` by its letters, empty where it is about the whole row."""

    row: int
    column: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row without a fault. `values` hold what its cells say; what a column did not say is not among them."""

    number: int
    values: Mapping[Held, Any]

    def text(self, column: Held) -> str:
        return str(self.values.get(column, ""))

    def day(self, column: Held) -> date | None:
        found: date | None = self.values.get(column)
        return found

    @property
    def amount(self) -> Decimal | None:
        found: Decimal | None = self.values.get(Held.AMOUNT)
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """How the columns are to be read. `needed` are those that no row may leave empty."""

    headings: Sequence[str]
    columns: Mapping[int, Held]
    needed: Sequence[Held]
    first_row: int = 2

    def fault(self, row: int, column: Held | None, words: str) -> Fault:
        for place, held in self.columns.items():
            if held is column:
                return Fault(row, letters_of(place), self.headings[place], words)
        return Fault(row, "", "", words)


def read_rows(rows: Sequence[Sequence[Cell]], reading: Reading) -> Iterator[Row | tuple[Fault, ...]]:
    """Each row, or what is wrong with it; empty rows are passed over, as are totals at the end of a list."""
    for offset, cells in enumerate(rows):
        if any(cell is not None and cell != "" for cell in cells):
            yield _read(cells, reading.first_row + offset, reading)


def _read(cells: Sequence[Cell], number: int, reading: Reading) -> Row | tuple[Fault, ...]:
    values: dict[Held, Any] = {}
    faults: list[Fault] = []
    for place, column in sorted(reading.columns.items(), key=lambda each: each[1] is Held.AMOUNT):
        cell = cells[place] if place < len(cells) else None
        try:
            value = _value(cell, column, values)
        except CellFault as strange:
            faults.append(reading.fault(number, column, str(strange)))
            continue
        if value not in (None, ""):
            values[column] = value
        elif column in reading.needed:
            faults.append(reading.fault(number, column, say("“{column}” is empty", column=column.words)))
    if Held.AMOUNT in values and isinstance(values[Held.AMOUNT], tuple):
        values[Held.AMOUNT], values[Held.CURRENCY] = values[Held.AMOUNT]
    starts, ends = values.get(Held.STARTS_ON), values.get(Held.ENDS_ON)
    if starts and ends and ends < starts:
        faults.append(reading.fault(number, Held.ENDS_ON, say("It ends before it starts")))
    if faults:
        return tuple(sorted(faults, key=lambda fault: (len(fault.column), fault.column)))
    return Row(number, values)


def _value(cell: Cell, column: Held, before: Mapping[Held, Any]) -> object:
    if column in _READ:
        return _READ[column](cell)
    if column is Held.AMOUNT:
        return money_in(cell, currency=before.get(Held.CURRENCY, ""))
    if column is Held.QUANTITY:
        found = money_in(cell)
        return None if found is None else found[0]
    return words_in(cell, LONGEST[column])


def told_apart_by(row: Row, publisher: str) -> str:
    """What is the same for one contract in every file of a publisher, in at most 250 characters or for the caller to cut."""
    if row.text(Held.OCID):
        return row.text(Held.OCID)
    reference = row.text(Held.REFERENCE)
    if not reference:
        parts = (row.text(Held.TITLE), row.text(Held.SUPPLIER), str(row.day(Held.STARTS_ON) or ""))
        reference = " | ".join(normal(part) for part in parts)
    return f"{normal(publisher)}: {reference}"


def text_of(cell: Cell) -> str:
    """The cell as it was received; a formula, whose row is left out, as nothing."""
    try:
        return text_in(cell)
    except CellFault:
        return ""
