"""Points that were given on another portal, line by line: bidder, criterion, points, and what is wrong with a line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import Cell, CellFault, Formula, text_in
from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import decimal_places, parse_number
from fourfold.integrate.rules.weights import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HUNDREDTH: Final = Decimal("0.01")
MOST_PLACES: Final = 2
LONGEST_REASON: Final = 5_000


class Column(StrEnum):
    BIDDER = "bidder"
    CRITERION = "criterion"
    POINTS = "points"
    MARKS = "marks"
    REASON = "reason"


# By what a column is known, lower case and without marks; the first is what our own sheet calls it.
HEADINGS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.BIDDER: ("bidder", "supplier", "tenderer", "bidder name", "supplier name"),
    Column.CRITERION: ("criterion", "question", "award criterion", "criteria"),
    Column.POINTS: ("points", "score", "points agreed", "agreed score", "consensus score", "moderated score"),
    Column.MARKS: ("marks", "weighted score", "weighted marks", "weighted points"),
    Column.REASON: ("reason", "rationale", "comment", "comments", "justification"),
}
NEEDED: Final = (Column.BIDDER, Column.CRITERION, Column.POINTS)


@dataclass(frozen=True, slots=True)
class Scorable:
    """A criterion that people score: its weight in points of 100."""

    ref: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Scored:
    """One line that can be taken. `bidder` is the key of a bid that was brought back."""

    row: int
    bidder: str
    criterion: str
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Wrong:
    row: int
    words: str


def columns_in(headings: Sequence[str]) -> dict[Column, int]:
    """Where each column stands; those that are not there are left out."""
    known = {name: column for column, names in HEADINGS.items() for name in names}
    found: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        column = known.get(normal(heading))
        if column is not None:
            found.setdefault(column, place)
    return found


def read_scores(
    rows: Sequence[tuple[Cell, ...]],
    *,
    first_row: int,
    columns: Mapping[Column, int],
    bidders: Mapping[str, str],
    criteria: Sequence[Scorable],
    most: int,
) -> tuple[list[Scored], list[Wrong]]:
    """The lines that can be taken and those that cannot, in their order. Empty lines are neither.

    `bidders` are keys by name. Points are from 0 to `most`, in hundredths; marks, where there are any, are the points
    as a part of the criterion's weight. What stands twice is taken once: the second line is refused.
    """
    by_name = {normal(name): key for name, key in bidders.items()}
    by_title = {normal(each.title): each for each in criteria}
    taken: list[Scored] = []
    wrong: list[Wrong] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in enumerate(rows, start=first_row):
        line = {column: cells[place] if place < len(cells) else None for column, place in columns.items()}
        if all(cell is None for cell in line.values()):
            continue
        try:
            one = _line(number, line, by_name, by_title, most)
        except (CellFault, NotUnderstood) as fault:
            wrong.append(Wrong(number, str(fault)))
            continue
        earlier = seen.setdefault((one.bidder, one.criterion), number)
        if earlier == number:
            taken.append(one)
        else:
            wrong.append(Wrong(number, say("It stands in row {row} already", row=earlier)))
    return taken, wrong


def _line(
    number: int,
    line: Mapping[Column, Cell],
    bidders: Mapping[str, str],
    criteria: Mapping[str, Scorable],
    most: int,
) -> Scored:
    name, title = text_in(line[Column.BIDDER]), text_in(line[Column.CRITERION])
    bidder = bidders.get(normal(name))
    if bidder is None:
        raise CellFault(say("No answers of “{name}” were brought back", name=name))
    criterion = criteria.get(normal(title))
    if criterion is None:
        raise CellFault(
            say(
                "“{title}” is none of the social value criteria: {known}",
                title=title,
                known=_titles(criteria),
            )
        )
    points = _number(line[Column.POINTS])
    if points is None:
        raise CellFault(say("There are no points"))
    if not 0 <= points <= most or decimal_places(points) > MOST_PLACES:
        raise CellFault(
            say("{points} is not from 0 to {most}, in hundredths", points=in_words(points), most=most)
        )
    marks = _number(line.get(Column.MARKS))
    expected = (points * criterion.weight / most).quantize(HUNDREDTH, ROUND_HALF_UP)
    if marks is not None and abs(marks - expected) > HUNDREDTH:
        raise CellFault(
            say(
                "{points} points of {most} are {expected} marks of a weight of {weight}, not {marks}",
                points=in_words(points),
                most=most,
                expected=in_words(expected),
                weight=in_words(criterion.weight),
                marks=in_words(marks),
            )
        )
    return Scored(number, bidder, criterion.ref, points, text_in(line.get(Column.REASON))[:LONGEST_REASON])


def _titles(criteria: Mapping[str, Scorable]) -> str:
    return "; ".join(each.title for each in criteria.values())


def _number(cell: Cell) -> Decimal | None:
    match cell:
        case None:
            return None
        case Formula():
            raise CellFault(say("There is a formula. Copy the column and paste it as values"))
        case bool():
            raise CellFault(say("There is yes or no where a number belongs"))
        case Decimal():
            if not cell.is_finite():
                raise CellFault(say("There is no number where one belongs"))
            # A spreadsheet's own binary fraction of a hundredth is that hundredth.
            return cell if decimal_places(cell) <= MOST_PLACES else _as_meant(cell)
        case _:
            return parse_number(text_in(cell), example="4")


def _as_meant(number: Decimal) -> Decimal:
    near = number.quantize(HUNDREDTH, ROUND_HALF_UP)
    return near if abs(near - number) < Decimal("0.000001") else number
