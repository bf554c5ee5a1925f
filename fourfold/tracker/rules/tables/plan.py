"""What a banner book is to show: questions in rows, groups of respondents in columns, and the rules that hold for all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.population import Population


class Percent(StrEnum):
    """Of what the percentages of a table are: named on it, since no reader can see it."""

    COLUMN = "column"
    ROW = "row"
    TOTAL = "total"

    @property
    def text(self) -> str:
        return {
            Percent.COLUMN: say("per cent of each column"),
            Percent.ROW: say("per cent of each row, across the columns of a block"),
            Percent.TOTAL: say("per cent of everyone in a block"),
        }[self]


class IntervalMethod(StrEnum):
    KORN_GRAUBARD = "korn_graubard"
    WILSON = "wilson"

    @property
    def text(self) -> str:
        if self is IntervalMethod.WILSON:
            return say("Wilson, on effective bases")
        return say("Korn–Graubard")


class Base(StrEnum):
    """Whether those who were asked and gave no answer belong to the base."""

    ANSWERED = "answered"
    ASKED = "asked"


Condition = Mapping[str, frozenset[str]]
"""One of these codes for each of these questions."""


@dataclass(frozen=True, slots=True)
class Code:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Net:
    """Some codes taken together, each respondent counted once."""

    key: str
    text: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """`codes` from lowest to highest where it is a scale. With `several` answers each code is ticked or not. `scores` make a
    mean; `promoters` says that the codes are ratings from 0 to 10.
    """

    key: str
    asks: str
    codes: tuple[Code, ...]
    several: bool = False
    nets: tuple[Net, ...] = ()
    scores: Mapping[str, float] | None = None
    promoters: bool = False
    base: Base = Base.ANSWERED
    base_text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A column: respondents who gave one of these codes."""

    key: str
    text: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that are compared with each other, by one question."""

    key: str
    text: str
    question: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    key: str
    question: str
    banner: tuple[Block, ...]
    where: Condition
    where_text: str
    percent: Percent


@dataclass(frozen=True, slots=True)
class Rules:
    """`too_small` and `small` are effective bases: below the first nothing is shown, below the second it is marked. `fewest`
    is the smallest number of organisations that a printed count may be of; 1 hides nothing. `sure` and `likely` are levels of
    p.
    """

    rounding: Rounding
    places: int
    comparison: Comparison
    multiplicity: Multiplicity
    interval: IntervalMethod
    confidence: float
    sure: float
    likely: float
    too_small: float
    small: float
    fewest: int
    fewest_because: str


@dataclass(frozen=True, slots=True)
class BookPlan:
    title: str
    population: Population
    questions: Mapping[str, Question]
    tables: tuple[TablePlan, ...]
    rules: Rules
    weighted_by: str = ""
    design_text: str = ""
    notice: str = ""
