"""Samples of `samples.py` as surveys with a question in rows and a banner, for tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.tables.plan import (
    Block,
    BookPlan,
    Code,
    Group,
    IntervalMethod,
    Net,
    Percent,
    Question,
    Rules,
    TablePlan,
)
from fourfold.tracker.rules.vector.columns import columns_of
from tests.tracker.rules.samples import ANSWERS, COLUMNS, EVERYONE, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES: Final = Rules(
    rounding=Rounding.HALF_UP,
    places=1,
    comparison=Comparison.DESIGN,
    multiplicity=Multiplicity.NONE,
    interval=IntervalMethod.KORN_GRAUBARD,
    confidence=0.95,
    sure=0.05,
    likely=0.10,
    too_small=0,
    small=30,
    fewest=1,
    fewest_because="made up",
)
SCORES: Final = dict(zip(ANSWERS, (1.0, 2.0, 5.0), strict=True))
ANSWER: Final = Question(
    "answer",
    "Have you?",
    tuple(Code(each, each) for each in ANSWERS),
    nets=(Net("under_way", "Yes or working", frozenset(ANSWERS[:2])),),
    scores=SCORES,
)
KIND: Final = Question("kind", "What are you?", tuple(Code(each, each) for each in COLUMNS))
TICKS: Final = Question(
    "ticks",
    "Which?",
    (Code("one", "One"), Code("two", "Two")),
    several=True,
    nets=(Net("any", "Any", frozenset({"one", "two"})),),
)
BY_KIND: Final = Block(
    "kind", "Kind", "kind", tuple(Group(each, each, frozenset({each})) for each in COLUMNS)
)


def survey_of(sample: Sample) -> Survey:
    """Who was not asked gave no answer that counts."""
    given = [
        ANSWERS.index(each) if asked else 4 for each, asked in zip(sample.answers, sample.asked, strict=True)
    ]
    kinds = [COLUMNS.index(each) for each in sample.columns]
    ticked = ([value > 0 for value in sample.values], [value > 25 for value in sample.values])
    return Survey(
        columns_of(sample.design),
        {
            "answer": Answers(np.array(given, dtype=np.uint8)),
            "kind": Answers(np.array(kinds, dtype=np.uint8)),
            "ticks": Answers(
                np.array([0 if asked else 2 for asked in sample.asked], dtype=np.uint8),
                tuple(np.array(each, dtype=np.uint8) for each in ticked),
            ),
        },
    )


def plan_of(
    *tables: TablePlan, questions: Sequence[Question] = (ANSWER, KIND, TICKS), **rules: Any
) -> BookPlan:
    return BookPlan(
        "A survey", EVERYONE, {each.key: each for each in questions}, tables, replace(RULES, **rules)
    )


def table(question: str, *banner: Block, percent: Percent = Percent.COLUMN, key: str = "") -> TablePlan:
    return TablePlan(key or question, question, banner, {}, "", percent)
