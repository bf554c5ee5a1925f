"""The columns that a pack may have, and which heading probably means which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.kinds_of_value import ValueKind
from fourfold.ground.kernel.column_guess import guess_columns, normal
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Column(StrEnum):
    """What a column of a pack holds. The five kinds are the parts of a value, which the value must add up to."""

    THEME = "theme"
    OUTCOME = "outcome"
    CODE = "code"
    TITLE = "title"
    UNIT = "unit"
    COUNTS = "counts"
    COUNTS_NOT = "counts_not"
    EVIDENCE = "evidence"
    ONCE = "once_per_person"
    EXCLUDES = "excludes"
    SDGS = "sdgs"
    VALUE = "value"
    LOW = "low"
    HIGH = "high"
    KIND = "kind"
    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    WELLBEING = "wellbeing"
    CURRENCY = "currency"
    PRICE_YEAR = "price_year"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Column.THEME: say("Theme"),
    Column.OUTCOME: say("Outcome"),
    Column.CODE: say("Code"),
    Column.TITLE: say("What is measured"),
    Column.UNIT: say("Unit"),
    Column.COUNTS: say("What counts"),
    Column.COUNTS_NOT: say("What does not count"),
    Column.EVIDENCE: say("What proves it"),
    Column.ONCE: say("Each person once (yes or no)"),
    Column.EXCLUDES: say("Codes it may not be claimed with"),
    Column.SDGS: say("Sustainable Development Goals"),
    Column.VALUE: say("Value of one, in pounds"),
    Column.LOW: say("Low end of the value"),
    Column.HIGH: say("High end of the value"),
    Column.KIND: say("Kind of value"),
    Column.FISCAL: say("Part of the value that is fiscal"),
    Column.ECONOMIC: say("Part that is economic"),
    Column.SOCIAL: say("Part that is social"),
    Column.ENVIRONMENTAL: say("Part that is environmental"),
    Column.WELLBEING: say("Part that is wellbeing"),
    Column.CURRENCY: say("Currency"),
    Column.PRICE_YEAR: say("Price year"),
}
NEEDED: Final = (Column.THEME, Column.OUTCOME, Column.CODE, Column.TITLE, Column.UNIT)
PARTS: Final = {Column(kind.value): kind for kind in ValueKind}

# Headings as publishers write them, in small letters.
_KNOWN: Final[Mapping[str, Column]] = {
    **{column.value.replace("_", " "): column for column in Column},
    "measure": Column.TITLE,
    "measure title": Column.TITLE,
    "indicator": Column.TITLE,
    "name": Column.TITLE,
    "description": Column.COUNTS,
    "definition": Column.COUNTS,
    "what counts": Column.COUNTS,
    "what does not count": Column.COUNTS_NOT,
    "exclusions": Column.COUNTS_NOT,
    "ref": Column.CODE,
    "reference": Column.CODE,
    "id": Column.CODE,
    "measure id": Column.CODE,
    "units": Column.UNIT,
    "unit of measure": Column.UNIT,
    "evidence required": Column.EVIDENCE,
    "once": Column.ONCE,
    "each person once": Column.ONCE,
    "sdg": Column.SDGS,
    "proxy": Column.VALUE,
    "proxy value": Column.VALUE,
    "value (£)": Column.VALUE,
    "total": Column.VALUE,
    "total value": Column.VALUE,
    "headline value": Column.VALUE,
    "kind of value": Column.KIND,
    "environment": Column.ENVIRONMENTAL,
    "prices": Column.PRICE_YEAR,
    "price base": Column.PRICE_YEAR,
}


# What a heading that is not known as a whole probably means by a word in it, the surest first.
_WITHIN: Final = (
    ("theme", Column.THEME),
    ("not count", Column.COUNTS_NOT),
    ("proof", Column.EVIDENCE),
    ("evidence", Column.EVIDENCE),
    ("price year", Column.PRICE_YEAR),
    ("proxy", Column.VALUE),
    ("value", Column.VALUE),
    ("£", Column.VALUE),
    ("gbp", Column.VALUE),
    ("counted as", Column.UNIT),
    ("counted in", Column.UNIT),
    ("unit", Column.UNIT),
    ("units", Column.UNIT),
    ("outcome", Column.OUTCOME),
    ("code", Column.CODE),
    ("ref", Column.CODE),
    ("measure", Column.TITLE),
    ("indicator", Column.TITLE),
    ("we count", Column.TITLE),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A column that is needed and was given to no heading, or one that two headings were given."""

    column: Column
    twice: bool


def guess(headings: Sequence[str], *, remembered: Mapping[str, str]) -> dict[int, Column]:
    """By place, what each heading holds: as the organisation said of it before, else by its name, else by a word in it. No
    column twice.
    """
    known = {heading: column.value for heading, column in _KNOWN.items()}
    exact = guess_columns(headings, remembered=remembered, known=known)
    found = {place: Column(name) for place, name in exact.items()}
    for named_by in (_by_bare_name, _by_a_word):
        for place, heading in enumerate(headings):
            if place not in found and normal(heading) not in remembered:
                column = named_by(heading)
                if column is not None and column not in found.values():
                    found[place] = column
    return found


def _by_bare_name(heading: str) -> Column | None:
    return _KNOWN.get(_bare(heading))


def _by_a_word(heading: str) -> Column | None:
    bare = f" {_bare(heading)} "
    return next((column for words, column in _WITHIN if f" {words} " in bare), None)


def _bare(heading: str) -> str:
    """Without its dots, brackets and dashes; a sign for pounds is a word of its own."""
    kept = (each if each.isalnum() else f" {each} " if each == "£" else " " for each in heading.casefold())
    return " ".join("".join(kept).split())


def faults_of_mapping(chosen: Mapping[int, Column]) -> tuple[Missing, ...]:
    """What stands between the choice of columns and reading the rows."""
    given = list(chosen.values())
    lacking = [Missing(column, twice=False) for column in NEEDED if column not in given]
    double = [Missing(column, twice=True) for column in Column if given.count(column) > 1]
    return (*lacking, *double)
