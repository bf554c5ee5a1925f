"""What of a table stands where, for every format: heading lines, lines of bases, lines of figures. No format has figures of
its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.tables.printing import text_of
from fourfold.tracker.rules.tables.table import MARKS, Status

if TYPE_CHECKING:
    from fourfold.tracker.rules.tables.table import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell prints: a number to calculate with where there is one, and the same as text; letters or a mark beside it."""

    text: str
    number: Decimal | None = None
    beside: str = ""


def title(table: Table) -> str:
    return say("Table {number}. {question}", number=table.number, question=table.title)


def heading(column: Column) -> str:
    """The text of a column with the letter that stands for it."""
    return f"{column.text} ({column.letter})" if column.letter else column.text


def base_lines(table: Table) -> list[tuple[str, list[Shown]]]:
    """Bases are always shown: how many answered, what they stand for, how sure they make, of how many organisations."""
    made = [
        (say("Respondents"), [_base(column.respondents, column.mark) for column in table.columns]),
        (say("Weighted base"), [_base(column.weighted) for column in table.columns]),
        (say("Effective base"), [_base(column.effective) for column in table.columns]),
        (say("Organisations"), [_base(column.organisations) for column in table.columns]),
    ]
    if any(column.unanswered for column in table.columns):
        unanswered = [_base(column.unanswered) for column in table.columns]
        made.append((say("Asked, without an answer"), unanswered))
    return made


def row_text(text: str, unit: str) -> str:
    return f"{text}, {unit}" if unit and unit != "%" else text


def shown(cell: Cell) -> Shown:
    number = cell.figure if cell.status is Status.SHOWN else None
    return Shown(cell.text, number, cell.letters)


def _base(number: Decimal | int | None, mark: str = "") -> Shown:
    if number is None:
        return Shown(MARKS[Status.WITHHELD])
    number = Decimal(number)
    return Shown(text_of(number), number, mark)
