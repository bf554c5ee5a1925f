"""A file of payments as councils publish it: lines, what was put right in them, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.files.spreadsheets.bounds import LARGE, NotReadable
from fourfold.ground.files.spreadsheets.table import read_table
from fourfold.ground.kernel.cells import CellFault, letters_of, yes_or_no_in
from fourfold.ground.kernel.column_guess import guess_columns, normal
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.sheets.headings import known_headings
from fourfold.integrate.rules.sheet_columns import SPEND, Held, faults_of_mapping
from fourfold.integrate.rules.sheet_rows import Reading, Row, read_rows, text_of
from fourfold.partner.rules.linkage.numbers import charity_number, company_number
from fourfold.partner.rules.spend.lines import Line, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fourfold.ground.files.spreadsheets.table import Table
    from fourfold.ground.kernel.cells import Cell
    from fourfold.partner.rules.linkage.numbers import ReadNumber

# Headings under which publishers say that a supplier is of the sector; Calderdale's is the first.
FLAGS: Final = (
    "voluntary community and social enterprise supplier",
    "voluntary, community and social enterprise supplier",
    "vcse supplier",
    "vcse",
    "vcs",
    "vcse flag",
    "voluntary sector",
    "third sector",
)
_NUMBERS: Final[Mapping[Held, Callable[[str], ReadNumber]]] = {
    Held.COMPANY_NUMBER: company_number,
    Held.CHARITY_NUMBER: charity_number,
}


@dataclass(frozen=True, slots=True)
class SpendFile:
    """`flag` is the heading of the sector's flag, empty where there is none. `left_out` are rows that are no `lines`."""

    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    left_out: tuple[Remark, ...]
    flag: str


def read_spend(content: bytes, *, name: str) -> SpendFile:
    """Raises NotReadable where it is no table, or a column is missing without which no payment can be read."""
    table = read_table(content, name=name, bounds=LARGE, known=lambda headings: len(_columns(headings)))
    columns = _columns(table.headings)
    if missing := faults_of_mapping(columns, SPEND):
        raise NotReadable(
            say(
                "No heading was found for: {columns}. Name the columns as the Local Government Transparency Code does",
                columns=", ".join(each.column.words for each in missing),
            )
        )
    flag = next((place for place, heading in enumerate(table.headings) if normal(heading) in FLAGS), None)
    reader = _Reader(table, columns, flag)
    for item in read_rows(table.rows, Reading(table.headings, columns, SPEND.needed, table.first_row)):
        if isinstance(item, Row):
            reader.take(item)
        else:
            reader.left_out += [Remark(each.row, each.column, each.heading, each.words) for each in item]
    heading = "" if flag is None else table.headings[flag]
    return SpendFile(tuple(reader.lines), tuple(reader.remarks), tuple(reader.left_out), heading)


def _columns(headings: Sequence[str]) -> dict[int, Held]:
    found = guess_columns(headings, remembered={}, known=known_headings()["spend"], also_alike=True)
    return {place: Held(held) for place, held in found.items() if normal(headings[place]) not in FLAGS}


class _Reader:
    def __init__(self, table: Table, columns: Mapping[int, Held], flag: int | None) -> None:
        self.table, self.columns, self.flag = table, columns, flag
        self.lines: list[Line] = []
        self.remarks: list[Remark] = []
        self.left_out: list[Remark] = []

    def take(self, row: Row) -> None:
        cells = self.table.rows[row.number - self.table.first_row]
        paid_on, amount = row.day(Held.PAID_ON), row.amount
        if paid_on is None or amount is None:
            message = f"row {row.number} was read without what every payment has"
            raise AssertionError(message)
        flagged = None
        if self.flag is not None:
            try:
                flagged = bool(yes_or_no_in(_cell(cells, self.flag)))
            except CellFault as strange:
                self.left_out.append(self._remark(row, self.flag, str(strange)))
                return
        numbers: dict[str, str] = {}
        for place, held in self.columns.items():
            self.remarks += self._put_right(row, place, held, cells, numbers)
        self.lines.append(
            Line(
                row=row.number,
                supplier=" ".join(row.text(Held.SUPPLIER).split()),
                paid_on=paid_on,
                amount=amount,
                currency=row.text(Held.CURRENCY) or "GBP",
                numbers=numbers,
                flagged=flagged,
            )
        )

    def _put_right(
        self, row: Row, place: int, held: Held, cells: Sequence[Cell], numbers: dict[str, str]
    ) -> Iterator[Remark]:
        text = text_of(_cell(cells, place))
        if held in _NUMBERS:
            read = _NUMBERS[held](text)
            if read.code:
                numbers[read.scheme] = read.code
            if read.remark:
                yield self._remark(row, place, read.remark)
        elif (
            held is Held.AMOUNT
            and row.amount is not None
            and row.amount < 0
            and not text.startswith(("-", "−"))
        ):
            yield self._remark(
                row,
                place,
                say(
                    "“{text}” is money that came back, and is read as {amount}",
                    text=text,
                    amount=f"{row.amount:,}",
                ),
            )

    def _remark(self, row: Row, place: int, words: str) -> Remark:
        return Remark(row.number, letters_of(place), self.table.headings[place], words)


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None
