"""The rows of a pack, checked cell by cell: what would come in, and the row and column of everything that is wrong.

Nothing is guessed. A row with a fault is left out whole; values are pounds, finite, to the penny; parts add up to their
value within a hundredth of it. Where a row would be right if its cells stood one column over, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from fourfold.define.rules.cells import code_in, codes_in_cell, goals_in, price_year_in, unit_in
from fourfold.define.rules.kinds_of_value import ValueKind
from fourfold.define.rules.pack_columns import PARTS, Column
from fourfold.ground.kernel.cells import Cell, CellFault, letters_of, pounds_in, text_in, yes_or_no_in
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Got = TypeVar("Got")

PENNY: Final = Decimal("0.01")
# Published value lists round each part; a hundredth is what their own sums are off by.
MOST_OFF: Final = Decimal("0.01")
# A row that lies wrong is tried one column over; past so many the file is told as a whole.
MOST_TRIED: Final = 25


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as the spreadsheet numbers it; `column` by its letters, empty where it is about the whole row."""

    row: int
    column: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    kind: ValueKind
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    price_year: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    row: int
    theme: str
    outcome: str
    code: str
    title: str
    unit: str
    counts: str
    counts_not: str
    evidence: str
    once_per_person: bool | None
    excludes: tuple[str, ...]
    sdgs: tuple[int, ...]
    values: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the columns are to be read. `kind` and `price_year` hold for rows that do not say; None where the person did not."""

    headings: Sequence[str]
    columns: Mapping[int, Column]
    kind: ValueKind | None = None
    price_year: int | None = None
    first_row: int = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """`moved` says that the columns of the file as a whole seem to lie beside their headings: nothing is taken then."""

    measures: tuple[MeasureRow, ...]
    faults: tuple[Fault, ...]
    moved: bool


def check_rows(rows: Sequence[Sequence[Cell]], reading: Reading) -> Checked:
    """`rows` without the headings. Empty rows are passed over."""
    measures: list[MeasureRow] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    tried = shifted = 0
    for offset, cells in enumerate(rows):
        number = reading.first_row + offset
        if all(cell is None or cell == "" for cell in cells):
            continue
        read, wrong = _Row(cells, number, reading).read()
        if read is not None and read.code in seen:
            wrong = [_at(reading, number, Column.CODE, _twice(read.code, seen[read.code]))]
            read = None
        if read is not None:
            seen[read.code] = number
            measures.append(read)
            continue
        # A single wrong cell is just that; a row whose cells moved is wrong in several.
        if tried < MOST_TRIED and len({fault.column for fault in wrong}) > 1:
            tried += 1
            beside = _one_over(cells, number, reading)
            if beside is not None:
                shifted += 1
                wrong = [beside, *wrong]
        faults += wrong
    strays = _unknown_exclusions(measures, reading)
    left = {fault.row for fault in strays}
    return Checked(
        measures=tuple(each for each in measures if each.row not in left),
        faults=tuple(sorted([*faults, *strays], key=lambda fault: fault.row)),
        moved=_lies_beside(shifted, tried, len(measures)),
    )


def _lies_beside(shifted: int, tried: int, good: int) -> bool:
    """More than half of the faulty rows are right one column over, and they are not a few among many good ones."""
    return shifted > 0 and shifted * 2 > tried and shifted * 4 > good


class _Row:
    """One row being read: its faults are gathered, so that a person sees all of them at once."""

    def __init__(self, cells: Sequence[Cell], number: int, reading: Reading) -> None:
        self.number = number
        self.reading = reading
        self.faults: list[Fault] = []
        self._cells = {
            column: cells[place] if place < len(cells) else None for place, column in reading.columns.items()
        }

    def read(self) -> tuple[MeasureRow | None, list[Fault]]:
        words = {column: self._text(column) for column in _TEXTS}
        unit = self._of(Column.UNIT, unit_in, "")
        code = self._of(Column.CODE, code_in, "")
        once = self._of(Column.ONCE, yes_or_no_in, None)
        excludes = self._of(Column.EXCLUDES, codes_in_cell, _NO_CODES)
        goals = self._of(Column.SDGS, goals_in, _NO_GOALS)
        values = self._values()
        if self.faults:
            return None, self.faults
        return (
            MeasureRow(
                row=self.number,
                theme=words[Column.THEME],
                outcome=words[Column.OUTCOME],
                code=code,
                title=words[Column.TITLE],
                unit=unit,
                counts=words[Column.COUNTS],
                counts_not=words[Column.COUNTS_NOT],
                evidence=words[Column.EVIDENCE],
                once_per_person=once,
                excludes=excludes,
                sdgs=goals,
                values=values,
            ),
            [],
        )

    def _values(self) -> tuple[ValueRow, ...]:
        headline = self._of(Column.VALUE, pounds_in, None)
        low, high = self._of(Column.LOW, pounds_in, None), self._of(Column.HIGH, pounds_in, None)
        parts = {
            kind: amount
            for column, kind in PARTS.items()
            if (amount := self._of(column, pounds_in, None)) is not None
        }
        self._check_currency()
        if headline is None and not any(parts.values()):
            if low is not None or high is not None:
                self._fault(Column.VALUE, say("There is a range and no value"))
            return ()
        year = self._of(Column.PRICE_YEAR, price_year_in, None) or self.reading.price_year
        if year is None:
            if not self._has_fault(Column.PRICE_YEAR):
                words = say("There is a value, and nothing says in which year’s prices it is")
                self._fault(Column.PRICE_YEAR, words)
            return ()
        if parts:
            return self._parts(headline, parts, year)
        return self._whole(headline, low, high, year)

    def _parts(
        self, headline: Decimal | None, parts: Mapping[ValueKind, Decimal], year: int
    ) -> tuple[ValueRow, ...]:
        total = sum(parts.values(), Decimal(0))
        if headline is not None and abs(total - headline) > max(PENNY, abs(headline) * MOST_OFF):
            words = say(
                "The parts add up to £{total} and the value is £{headline}",
                total=f"{total:,.2f}",
                headline=f"{headline:,.2f}",
            )
            self._fault(Column.VALUE, words)
        if any(amount < 0 for amount in parts.values()):
            self._fault(
                Column.VALUE, say("A part of the value is below nothing. Take it in as a measure of its own")
            )
        return tuple(
            ValueRow(kind, _pennies(amount), None, None, year) for kind, amount in parts.items() if amount > 0
        )

    def _whole(
        self, value: Decimal | None, low: Decimal | None, high: Decimal | None, year: int
    ) -> tuple[ValueRow, ...]:
        kind = self._of(Column.KIND, _kind_in, None) or self.reading.kind
        if kind is None:
            self._fault(Column.KIND, say("There is a value, and nothing says what kind of value it is"))
        if value is None or value <= 0:
            self._fault(Column.VALUE, say("A value must be above nothing"))
            return ()
        if (low is None) != (high is None):
            self._fault(Column.LOW if low is None else Column.HIGH, say("Only one end of the range is given"))
        elif low is not None and high is not None and not low <= value <= high:
            self._fault(Column.VALUE, say("The value does not lie within its range"))
        if kind is None or self.faults:
            return ()
        return (
            ValueRow(
                kind,
                _pennies(value),
                None if low is None else _pennies(low),
                None if high is None else _pennies(high),
                year,
            ),
        )

    def _check_currency(self) -> None:
        typed = self._of(Column.CURRENCY, text_in, "")
        if typed and typed.upper() not in {"GBP", "£", "POUNDS", "STERLING"}:
            words = say("“{typed}” is not pounds sterling. Only values in GBP are taken", typed=typed[:20])
            self._fault(Column.CURRENCY, words)

    def _text(self, column: Column) -> str:
        most, needed = _TEXTS[column]
        text = self._of(column, text_in, "")
        if needed and not text and not self._has_fault(column):
            self._fault(column, _EMPTY[column])
        if len(text) > most:
            self._fault(
                column, say("The text is longer than {most} characters and would be cut off", most=most)
            )
        return text

    def _of(self, column: Column, read: Callable[[Cell], Got], otherwise: Got) -> Got:
        """What the column says, or `otherwise` where there is no such column or its cell is at fault."""
        if column not in self._cells:
            return otherwise
        try:
            return read(self._cells[column])
        except CellFault as fault:
            self._fault(column, str(fault))
            return otherwise

    def _has_fault(self, column: Column) -> bool:
        where = self._where(column)
        return any(fault.column == where for fault in self.faults)

    def _where(self, column: Column) -> str:
        places = [place for place, named in self.reading.columns.items() if named is column]
        return letters_of(places[0]) if places else ""

    def _fault(self, column: Column, words: str) -> None:
        self.faults.append(_at(self.reading, self.number, column, words))


# How long a text may be, and whether a measure needs it.
_TEXTS: Final = {
    Column.THEME: (250, True),
    Column.OUTCOME: (250, True),
    Column.TITLE: (250, True),
    Column.COUNTS: (5_000, False),
    Column.COUNTS_NOT: (5_000, False),
    Column.EVIDENCE: (5_000, False),
}
_VALUED: Final = frozenset({Column.VALUE, *PARTS})
_NO_CODES: tuple[str, ...] = ()
_NO_GOALS: tuple[int, ...] = ()
_EMPTY: Final = {
    Column.THEME: say("There is no theme: every outcome belongs to one"),
    Column.OUTCOME: say("There is no outcome: every measure counts one"),
    Column.TITLE: say("Nothing says what is measured"),
}


def _kind_in(cell: Cell) -> ValueKind | None:
    text = text_in(cell).casefold()
    if not text:
        return None
    try:
        return ValueKind(text)
    except ValueError:
        raise CellFault(
            say(
                "“{text}” is not a kind of value: fiscal, economic, social, environmental or wellbeing",
                text=text[:40],
            )
        ) from None


def _one_over(cells: Sequence[Cell], number: int, reading: Reading) -> Fault | None:
    """The fault that tells where the row's cells moved, if moving them back makes the whole row right."""
    valued = not _VALUED.isdisjoint(reading.columns.values())
    for place in sorted(reading.columns, reverse=True):
        for moved, words in (
            (
                [*cells[:place], *cells[place + 1 :]],
                say("From here on the cells seem to stand one column too far to the right"),
            ),
            (
                [*cells[:place], None, *cells[place:]],
                say("From here on the cells seem to stand one column too far to the left"),
            ),
        ):
            read, _ = _Row(moved, number, reading).read()
            if read is not None and bool(read.values) == valued:
                return Fault(number, letters_of(place), _heading(reading, place), words)
    return None


def _unknown_exclusions(measures: Sequence[MeasureRow], reading: Reading) -> list[Fault]:
    codes = {each.code for each in measures}
    return [
        _at(
            reading,
            each.row,
            Column.EXCLUDES,
            say("“{code}” is no code of a row that can be taken", code=other)
            if other != each.code
            else say("A measure cannot exclude itself"),
        )
        for each in measures
        for other in each.excludes
        if other not in codes or other == each.code
    ]


def _twice(code: str, row: int) -> str:
    return say("The code “{code}” stands in row {row} already", code=code, row=row)


def _at(reading: Reading, row: int, column: Column, words: str) -> Fault:
    places = [place for place, named in reading.columns.items() if named is column]
    if not places:
        return Fault(row, "", column.words, words)
    return Fault(row, letters_of(places[0]), _heading(reading, places[0]), words)


def _heading(reading: Reading, place: int) -> str:
    return reading.headings[place] if place < len(reading.headings) else ""


def _pennies(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)
