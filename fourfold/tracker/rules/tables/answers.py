"""A survey as columns of small numbers: who answered what, who was asked and did not, and who was not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fourfold.tracker.rules.vector.cells import Block as VectorBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.plan import Block, Condition, Question
    from fourfold.tracker.rules.vector.cells import Small
    from fourfold.tracker.rules.vector.columns import Columns, Flags


@dataclass(frozen=True, slots=True)
class Answers:
    """`given` numbers each respondent's code from 0; with k codes, k is no answer of someone who was asked and k + 1 someone
    who was not. Of a question with several answers it is 0, 1 and 2 for the same three, and `ticked` has ones and noughts for
    each code.
    """

    given: Small
    ticked: tuple[Small, ...] = ()

    def answered(self, question: Question) -> Flags:
        found: Flags = self.given < (1 if question.several else len(question.codes))
        return found

    def unanswered(self, question: Question) -> Flags:
        found: Flags = self.given == (1 if question.several else len(question.codes))
        return found

    def among(self, question: Question, codes: frozenset[str]) -> Flags:
        """Who gave one of the codes."""
        wanted = [at for at, code in enumerate(question.codes) if code.key in codes]
        if not question.several:
            chosen = np.zeros(256, dtype=bool)
            chosen[wanted] = True
            return np.take(chosen, self.given)
        any_of: Flags = np.zeros(len(self.given), dtype=bool)
        for at in wanted:
            any_of |= (self.ticked[at] != 0) & (self.given == 0)
        return any_of


@dataclass(frozen=True, slots=True)
class Survey:
    design: Columns
    answers: Mapping[str, Answers]

    @property
    def respondents(self) -> int:
        return len(self.design.weights)


def inside(survey: Survey, questions: Mapping[str, Question], where: Condition) -> Flags | None:
    """Who fulfils a condition; None where it asks nothing."""
    found: Flags | None = None
    for name, codes in where.items():
        here = survey.answers[name].among(questions[name], codes)
        found = here if found is None else found & here
    return found


@dataclass(frozen=True, slots=True)
class Columned:
    """A block of the banner ready to count: numbered columns, or flags where respondents may be in several."""

    key: str
    count: int
    numbered: VectorBlock | None
    members: Flags | None = None

    @property
    def overlapping(self) -> bool:
        return self.members is not None

    def inside(self, column: int) -> Flags:
        """Who is in one of the columns."""
        if self.members is not None:
            return self.members[:, column]
        return np.zeros(0, dtype=bool) if self.numbered is None else self.numbered.codes == column


def columned(survey: Survey, questions: Mapping[str, Question], block: Block) -> Columned:
    answers, question = survey.answers[block.question], questions[block.question]
    count = len(block.groups)
    if question.several or not _apart([group.codes for group in block.groups]):
        members = [answers.among(question, group.codes) for group in block.groups]
        return Columned(block.key, count, None, np.column_stack(members))
    number = np.full(256, count, dtype=np.uint8)
    for at, code in enumerate(question.codes):
        for column, group in enumerate(block.groups):
            if code.key in group.codes:
                number[at] = column
    return Columned(block.key, count, VectorBlock(block.key, np.take(number, answers.given), count))


def everyone(survey: Survey) -> Columned:
    """The total, as a block of one column."""
    return Columned("", 1, VectorBlock("", np.zeros(survey.respondents, dtype=np.uint8), 1))


def _apart(groups: Sequence[frozenset[str]]) -> bool:
    return sum(len(group) for group in groups) == len(frozenset().union(*groups))
