"""A finished table, as every format prints it: figures rounded, letters set, and what is withheld gone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.tables.lines import Kind
from fourfold.tracker.rules.tables.printing import text_of


class Status(StrEnum):
    """Why a cell holds what it holds. Whatever holds no figure prints a mark of its own, so that a blank is never ambiguous."""

    SHOWN = "shown"
    NEARLY_NOTHING = "nearly_nothing"
    NOBODY = "nobody"
    TOO_SMALL = "too_small"
    WITHHELD = "withheld"

    @property
    def text(self) -> str:
        return {
            Status.SHOWN: say("a figure"),
            Status.NEARLY_NOTHING: say("more than nought, and rounded to nought"),
            Status.NOBODY: say("nobody is asked about"),
            Status.TOO_SMALL: say("too few to be sure of anything"),
            Status.WITHHELD: say("withheld, so that nobody learns what one organisation answered"),
        }[self]


MARKS = {Status.NOBODY: "–", Status.TOO_SMALL: "**", Status.WITHHELD: "c"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`figure` is rounded, `exact` and its standard `error` are not; None where the status holds no figure. `letters` name
    the columns of the block that it is surely (capitals) or likely (small letters) higher than.
    """

    status: Status
    figure: Decimal | None = None
    exact: float | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    letters: str = ""
    error: float | None = None

    @property
    def text(self) -> str:
        """What stands in the cell, in every format, without its letters."""
        if self.figure is None:
            return MARKS[self.status]
        if self.status is Status.NEARLY_NOTHING:
            half = Decimal(5).scaleb((self.figure.as_tuple().exponent or 0) - 1)  # type: ignore[operator]
            return f"<{half}"
        return text_of(self.figure)

    @property
    def interval(self) -> str:
        if self.low is None or self.high is None:
            return ""
        return say("{low} to {high}", low=text_of(self.low), high=text_of(self.high))


@dataclass(frozen=True, slots=True)
class Column:
    """`letter` is empty for the total. Bases are None where they are withheld. `mark` is * for a small effective base."""

    block: str
    block_text: str
    key: str
    text: str
    letter: str
    respondents: int | None
    weighted: Decimal | None
    effective: int | None
    organisations: int | None
    unanswered: int | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    text: str
    kind: Kind
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """Whether the answers have to do with a block's question, or why that was not tested. `strength` is Cramér's V."""

    block: str
    block_text: str
    statistic: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    strength: Decimal | None = None
    p: str = ""
    exact_p: float | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        if self.statistic is None:
            return say("{block}: not tested, {reason}", block=self.block_text, reason=self.reason)
        return say(
            "{block}: F = {statistic} on {above} and {below} degrees of freedom (Rao and Scott), p {p}, Cramér's V = {strength}",
            block=self.block_text,
            statistic=text_of(self.statistic),
            above=self.above,
            below=self.below,
            p=self.p,
            strength=self.strength,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """`about` are lines that say what the table is of, `notes` what its marks mean."""

    key: str
    number: int
    question: str
    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    tests: tuple[Test, ...]
    notes: tuple[str, ...]

    def column(self, block: str, key: str) -> int | None:
        """The total where both are empty."""
        return next(
            (at for at, each in enumerate(self.columns) if (each.block, each.key) == (block, key)), None
        )

    def row(self, key: str) -> Row | None:
        return next((each for each in self.rows if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Book:
    """`findings` are sentences whose figures are those of the tables."""

    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[str, ...] = ()

    def table(self, key: str) -> Table | None:
        return next((each for each in self.tables if each.key == key), None)
