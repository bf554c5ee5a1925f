"""Answers for columns of contracts: the same steps as `ruling.py` reads, without words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fourfold.define.rules.law.days import spans
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.steps import LawRule
from fourfold.define.rules.law.vector.columns import Columns
from fourfold.define.rules.law.vector.many import ANSWER_CODES, Many


def answers(columns: Columns, *, law: LawBook, rules: Sequence[LawRule]) -> Mapping[str, NDArray[np.int8]]:
    """By rule, a column of codes: the place of the answer in `Answer`."""
    found: dict[str, NDArray[np.int8]] = {}
    many = Many(columns, law, found)
    for rule in rules:
        found[rule.key] = _answer(many, rule)
    return found


def _answer(many: Many, rule: LawRule) -> NDArray[np.int8]:
    conditions, codes = [], []
    day = many.columns.day
    for span in spans(rule, many.law):
        first = 0 if span.first is None else span.first.toordinal()
        last = np.iinfo(np.int32).max if span.last is None else span.last.toordinal()
        conditions.append((day >= first) & (day <= last))
        codes.append(ANSWER_CODES[span.answer])
    for step in rule.steps:
        conditions.append(many.holds(step.when))
        codes.append(ANSWER_CODES[step.answer])
    # The last condition is true everywhere. Written from the last to the first, so that the first that holds stays.
    answered = np.full(len(day), codes[-1], dtype=np.int8)
    for condition, code in zip(reversed(conditions[:-1]), reversed(codes[:-1]), strict=True):
        answered[condition] = code
    return answered
