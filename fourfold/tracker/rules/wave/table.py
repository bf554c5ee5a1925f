"""A wave's answers as a table: one row a respondent, one column a variable, and what each column means.

A question with several answers has a column for each of its codes. A cell without an answer says why there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.instrument.conditions import Answers, chosen
from fourfold.tracker.rules.instrument.engine import standing
from fourfold.tracker.rules.instrument.questionnaire import (
    CODED,
    Asked,
    Choice,
    Instrument,
    Kind,
    Meaning,
    questions,
)
from fourfold.tracker.rules.instrument.routing_words import in_words


class Gap(Enum):
    """Why a cell has no answer; the number stands for it in tables of numbers."""

    NOT_ASKED = -1
    NO_ANSWER = -2
    WITHHELD = -3


Cell = str | int | Decimal | date | Gap
NAME_LIMIT: Final = 64
SERIAL, WEIGHT = "case", "weight"
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]")


class Holds(StrEnum):
    """What a column holds: a code, yes or no to one code, a number, words, a day; the case's number, or its weight."""

    CODE = "code"
    FLAG = "flag"
    NUMBER = "number"
    WORDS = "words"
    DAY = "day"
    SERIAL = "serial"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Column:
    """`code` is the one that a flag is about. `asked` says of whom, in words; empty where of everybody."""

    name: str
    label: str
    holds: Holds
    question: str = ""
    code: str = ""
    choices: tuple[Choice, ...] = ()
    asked: str = ""
    whole: bool = False
    ordered: bool = False
    meaning: Meaning = Meaning.ANSWER


@dataclass(frozen=True, slots=True)
class Respondent:
    """`withheld` are questions whose answers an open table does not give.

    `route` is what was asked, where that cannot be told from the answers that are left; else None.
    """

    serial: str
    answers: Answers
    organisation: str = ""
    weight: Decimal | None = None
    withheld: frozenset[str] = frozenset()
    route: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """`notice` stands at the head of every export: that it is confidential, or synthetic, or open.

    Cases that get new numbers have `numbered_as` before them, so that a synthetic one says so in every row.
    """

    instrument: Instrument
    respondents: tuple[Respondent, ...]
    notice: str = ""
    numbered_as: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    notice: str
    language: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    gaps: frozenset[Gap] = field(default_factory=frozenset)


def table_of(wave: Wave) -> Table:
    """Raises CannotBeAsked where a route cannot be told."""
    instrument = wave.instrument
    columns = columns_of(instrument, weighted=any(each.weight is not None for each in wave.respondents))
    rows = tuple(tuple(_row(instrument, columns, each)) for each in wave.respondents)
    return Table(
        title=f"{instrument.title[instrument.languages[0]]} ({instrument.version})",
        notice=wave.notice,
        language=instrument.languages[0],
        columns=columns,
        rows=rows,
        gaps=frozenset(cell for row in rows for cell in row if isinstance(cell, Gap)),
    )


def columns_of(instrument: Instrument, *, weighted: bool) -> tuple[Column, ...]:
    asked = questions(instrument)
    by_id = {each.id: each.question for each in asked}
    language = instrument.languages[0]
    taken: set[str] = {SERIAL, WEIGHT}
    columns = [Column(SERIAL, say("Number of the case"), Holds.SERIAL)]
    for each in asked:
        if each.question.kind is Kind.NOTE:
            continue
        route = in_words(each.when, by_id, language) if each.when is not None else ""
        columns += _columns(each, route, language, taken)
    if weighted:
        columns.append(Column(WEIGHT, say("Weight of the case"), Holds.WEIGHT))
    return tuple(columns)


def _columns(each: Asked, route: str, language: str, taken: set[str]) -> Iterator[Column]:
    question = each.question
    label = question.asks.get(language, each.id)
    if question.kind is Kind.MULTI:
        for choice in question.choices:
            yield Column(
                name_for(f"{each.id}__{choice.code}", taken),
                say("{question} — {answer}", question=label, answer=choice.says.get(language, choice.code)),
                Holds.FLAG,
                each.id,
                choice.code,
                question.choices,
                route,
                meaning=choice.meaning,
            )
        return
    holds = {Kind.NUMBER: Holds.NUMBER, Kind.TEXT: Holds.WORDS, Kind.DATE: Holds.DAY}.get(
        question.kind, Holds.CODE
    )
    yield Column(
        name_for(each.id, taken),
        label,
        holds,
        each.id,
        choices=question.choices if question.kind in CODED else (),
        asked=route,
        whole=question.whole,
        ordered=question.kind is Kind.SCALE,
    )


def name_for(wanted: str, taken: set[str]) -> str:
    """A name that every format takes: letters, digits and low lines, 64 at most, no two alike whatever their case."""
    plain = _NOT_IN_NAMES.sub("_", wanted)
    plain = plain if plain[:1].isalpha() else f"v{plain}"
    name, number = plain[:NAME_LIMIT], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: NAME_LIMIT - len(str(number)) - 1]}_{number}"
    taken.add(name.lower())
    return name


def _row(instrument: Instrument, columns: Sequence[Column], each: Respondent) -> Iterator[Cell]:
    route = each.route if each.route is not None else frozenset(standing(instrument, each.answers).route)
    for column in columns:
        if column.holds is Holds.SERIAL:
            yield each.serial
        elif column.holds is Holds.WEIGHT:
            yield Gap.NO_ANSWER if each.weight is None else each.weight
        elif column.question in each.withheld:
            yield Gap.WITHHELD
        elif column.question not in route:
            yield Gap.NOT_ASKED
        else:
            yield _cell(column, each.answers)


def _cell(column: Column, answers: Answers) -> Cell:
    answer = answers.get(column.question)
    if answer is None:
        return Gap.NO_ANSWER
    if column.holds is Holds.FLAG:
        return int(column.code in chosen(answer))
    return " ".join(answer) if isinstance(answer, tuple) else answer


def numbers(column: Column) -> Mapping[str, int]:
    """The number of each code."""
    return {choice.code: choice.number for choice in column.choices}
