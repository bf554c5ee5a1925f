"""A set of published figures about one group of respondents: what was asked, whom each figure is about, what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.rounding import Rounding, ShareRange, shares_printed_as

if TYPE_CHECKING:
    from collections.abc import Mapping

# Which codes of which questions a respondent must have given: any of a question's, and of every question named.
Condition = tuple[tuple[str, frozenset[str]], ...]


def condition(wanted: Mapping[str, object]) -> Condition:
    """From question to codes (a code, or several), in one order, so that equal conditions are equal."""
    return tuple(
        sorted(
            (name, frozenset([codes]) if isinstance(codes, str) else frozenset(codes))  # type: ignore[call-overload]
            for name, codes in wanted.items()
        )
    )


def both(one: Condition, other: Condition) -> Condition:
    """What holds where both hold."""
    joined = dict(one)
    for name, codes in other:
        joined[name] = joined[name] & codes if name in joined else codes
    return tuple(sorted(joined.items()))


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    words: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routing:
    """Who answers as in `when` can only answer as in `then`: a question not put, a size that belongs to one type."""

    when: Condition
    then: Condition


@dataclass(frozen=True, slots=True)
class AtMost:
    """No respondent fulfils more than `most` of these conditions: "name up to three"."""

    of: tuple[Condition, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Strata:
    """How many respondents of each code the design has. It is not a figure to be doubted, but what all of them are about."""

    question: str
    sizes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Base:
    """Whom a figure is about."""

    name: str
    words: str
    where: Condition


class Printed(StrEnum):
    """In which way a figure is given."""

    PERCENT = "percent"
    COUNT = "count"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number, or words for one. `low` and `high` are in percent for words; a percentage has both alike."""

    id: str
    where: str
    says: str
    base: str
    counts: Condition
    kind: Printed
    low: Decimal
    high: Decimal
    words: str = ""
    table: str = ""
    weight: int = 1
    note: str = ""

    def shares(self, rounding: Rounding) -> ShareRange:
        """The shares in percent that it can stand for. Raises ValueError for a count."""
        if self.kind is Printed.COUNT:
            raise ValueError(f"{self.id} is a count")
        if self.kind is Printed.WORDS:
            return ShareRange(Fraction(self.low), Fraction(self.high))
        return shares_printed_as(self.low, rounding)


class Order(StrEnum):
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Share:
    """Those of a base who fulfil a condition, as a share of it."""

    base: str
    counts: Condition


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence without a number: the share on the left is greater (or smaller) than that on the right."""

    id: str
    where: str
    says: str
    left: Share
    order: Order
    right: Share
    weight: int = 1
    note: str = ""
    table: str = ""


Statement = Figure | Claim


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Everything that a publication says of its respondents. Names of bases and ids of statements are unique."""

    title: str
    respondents: int
    rounding: Rounding
    questions: Mapping[str, Question]
    bases: Mapping[str, Base]
    statements: tuple[Statement, ...]
    strata: Strata | None = None
    routing: tuple[Routing, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    by_id: Mapping[str, Statement] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {each.id: each for each in self.statements})

    def shares_of(self, statement: Statement) -> tuple[Share, ...]:
        if isinstance(statement, Claim):
            return (statement.left, statement.right)
        return (Share(statement.base, statement.counts),)
