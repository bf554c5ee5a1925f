"""The sheet with the questions, read row by row: what each cell says, or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import Cell, Formula, letters_of
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.spreadsheet_cells import would_run
from fourfold.integrate.exchange.bid_workbook.layout import ANSWER, BID, KEY, UNIT
from fourfold.integrate.rules.bid_fields import NUMBERS, BidField, Kind, Value, read_typed, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.bid_document import BidDocument

_LIST_MARKS: Final = ("- ", "– ", "+ ")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with one cell, such as "F9", and what was typed there."""

    sheet: str
    cell: str
    question: str
    typed: str
    what: str


@dataclass(slots=True)
class ReadWorkbook:
    """`values` by the fields' keys of what could be read, `unread` of what could not, as it was typed, and `empty` where an
    empty cell stands.
    """

    values: dict[str, Value] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def not_answered(read: ReadWorkbook, document: BidDocument, fields: Sequence[BidField]) -> list[Remark]:
    """The empty cells that a bid needs and that the draft, into which the rest was laid, does not answer either."""
    return [
        Remark(
            BID,
            read.empty[asked.key],
            asked.title,
            "",
            _wanted(asked),
        )
        for asked in fields
        if asked.needed and asked.key in read.empty and value_of(document, asked) is None
    ]


def _wanted(asked: BidField) -> str:
    match asked.kind:
        case Kind.PRICE:
            return say("Enter your price")
        case Kind.QUANTITY | Kind.PERCENT:
            return say("Enter a number; 0 if you offer none")
        case Kind.ACCEPTS:
            return say("Write yes or no")
        case _:
            return say("Answer this question")


def read_answers(rows: Sequence[tuple[Cell, ...]], fields: Sequence[BidField]) -> ReadWorkbook:
    """Every row whose hidden first cell names a field; where it stands in the sheet does not matter."""
    known = {each.key: each for each in fields}
    read = ReadWorkbook()
    seen: set[str] = set()
    for number, cells in enumerate(rows):
        asked = known.get(str(_at(cells, KEY)))
        if asked is None:
            continue
        if asked.key in seen:
            _remark(
                read,
                number,
                ANSWER,
                asked,
                _at(cells, ANSWER),
                say("This question stands in the workbook twice. Keep one row of it"),
            )
            continue
        seen.add(asked.key)
        _row(read, number, cells, asked)
    read.remarks += [
        Remark(
            BID,
            "",
            asked.title,
            "",
            say("The row of this question is gone. Download the workbook again, or answer on the page"),
        )
        for asked in fields
        if asked.key not in seen
    ]
    return read


def _row(read: ReadWorkbook, number: int, cells: tuple[Cell, ...], asked: BidField) -> None:
    answer, unit = _at(cells, ANSWER), _at(cells, UNIT)
    if str(unit or "") != asked.counted_in:
        what = say(
            "This is asked in {unit}, and the workbook says something else. Give it in {unit}",
            unit=asked.counted_in,
        )
        _remark(read, number, UNIT, asked, unit, what)
        if answer is not None:
            read.unread[asked.key] = f"{_typed(answer)} {_typed(unit)}".strip()
        return
    if answer is None:
        read.empty[asked.key] = f"{letters_of(ANSWER)}{number + 1}"
        return
    try:
        value = _value(asked, answer)
    except NotUnderstood as problem:
        if not isinstance(answer, Formula):
            read.unread[asked.key] = _typed(answer)
        _remark(read, number, ANSWER, asked, answer, str(problem))
    else:
        if value is None:
            read.empty[asked.key] = f"{letters_of(ANSWER)}{number + 1}"
        else:
            read.values[asked.key] = value


def _remark(read: ReadWorkbook, row: int, column: int, asked: BidField, typed: Cell, what: str) -> None:
    read.remarks.append(Remark(BID, f"{letters_of(column)}{row + 1}", asked.title, _typed(typed), what))


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _value(asked: BidField, cell: Cell) -> Value | None:
    match cell:
        case Formula():
            raise NotUnderstood(
                say("There is a formula. Type the answer itself: what a formula gives is not taken")
            )
        case bool() if asked.kind is Kind.ACCEPTS:
            return cell
        case bool() | date():
            raise NotUnderstood(
                say(
                    "The spreadsheet made “{cell}” of what was typed. Format the cell as text and type it again",
                    cell=_typed(cell),
                )
            )
        case str() if asked.kind not in NUMBERS and _like_a_formula(cell):
            raise NotUnderstood(
                say(
                    "The text begins with “{sign}”, which a spreadsheet would run as a formula. Begin it with a word",
                    sign=cell.strip()[:1],
                )
            )
        case _:
            return read_typed(asked, _typed(cell))


def _like_a_formula(text: str) -> bool:
    """A list begins with a dash and a space; that runs nothing."""
    return would_run(text.strip()) and not text.strip().startswith(_LIST_MARKS)


def _typed(cell: Cell) -> str:
    match cell:
        case None | Formula():
            return ""
        case Decimal():
            digits = f"{cell:f}" if cell.is_finite() else str(cell)
            return digits.rstrip("0").rstrip(".") if "." in digits else digits
        case bool():
            return "TRUE" if cell else "FALSE"
        case date():
            return cell.isoformat()
        case _:
            return cell
