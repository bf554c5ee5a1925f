"""The lines of a table: what of the answers is added up above, and of what it is a share or a mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.scores import promoter_points
from fourfold.tracker.rules.tables.plan import Base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.answers import Answers
    from fourfold.tracker.rules.tables.plan import Question
    from fourfold.tracker.rules.vector.cells import Small
    from fourfold.tracker.rules.vector.columns import Flags, Numbers


class Kind(StrEnum):
    """CODE and NET are shares; the others have a unit of their own and always are of a column."""

    CODE = "code"
    NET = "net"
    MEAN = "mean"
    SPREAD = "standard_deviation"
    PROMOTERS = "net_promoter_score"
    ANSWERS_EACH = "answers_each"

    @property
    def is_share(self) -> bool:
        return self in {Kind.CODE, Kind.NET}

    @property
    def text(self) -> str:
        return {
            Kind.CODE: say("the share that gave this answer"),
            Kind.NET: say("the share that gave any of several answers"),
            Kind.MEAN: say("the mean of the answers' scores"),
            Kind.SPREAD: say("their standard deviation"),
            Kind.PROMOTERS: say("per cent of 9 and 10 less per cent of 0 to 6"),
            Kind.ANSWERS_EACH: say("the mean number of answers that a respondent gave"),
        }[self]


@dataclass(frozen=True, slots=True)
class Line:
    """`above` and `below` go over the kept levels of its part's answers: ones, or scores above."""

    key: str
    text: str
    kind: Kind
    above: tuple[float, ...]
    below: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that are counted from the same answers. `kept` of its `levels` are asked about, the last is everyone else."""

    lines: tuple[Line, ...]
    answers: Small
    kept: int

    @property
    def above(self) -> Numbers:
        return np.array([line.above for line in self.lines])

    @property
    def below(self) -> Numbers:
        return np.array([line.below for line in self.lines])


def parts(question: Question, answers: Answers, asked: Flags | None) -> list[Part]:
    """`asked` are the respondents of the table; None is all."""
    if question.several:
        return _several(question, answers, asked)
    count = len(question.codes)
    kept = count + (question.base is Base.ASKED)
    given = answers.given
    if asked is not None:
        given = np.where(asked, given, np.uint8(count + 1))
    return [Part(tuple(_lines(question, kept)), np.minimum(given, np.uint8(kept)), kept)]


def _lines(question: Question, kept: int) -> Sequence[Line]:
    count = len(question.codes)
    all_of = (1.0,) * kept

    def ones(codes: frozenset[str]) -> tuple[float, ...]:
        flags = [1.0 if code.key in codes else 0.0 for code in question.codes]
        return (*flags, *(0.0,) * (kept - count))

    found = [
        Line(code.key, code.text, Kind.CODE, ones(frozenset({code.key})), all_of) for code in question.codes
    ]
    found += [Line(net.key, net.text, Kind.NET, ones(net.codes), all_of) for net in question.nets]
    if question.scores is not None:
        scored = ones(frozenset(question.scores))
        scores = tuple(question.scores.get(code.key, 0.0) for code in question.codes) + (0.0,) * (
            kept - count
        )
        found += [
            Line("mean", say("Mean"), Kind.MEAN, scores, scored),
            Line("standard_deviation", say("Standard deviation"), Kind.SPREAD, scores, scored),
        ]
    if question.promoters:
        points = [promoter_points(int(code.key)) or 0.0 for code in question.codes] + [0.0] * (kept - count)
        answered = ones(frozenset(code.key for code in question.codes))
        found.append(
            Line("net_promoter_score", say("Net promoter score"), Kind.PROMOTERS, tuple(points), answered)
        )
    return found


def _several(question: Question, answers: Answers, asked: Flags | None) -> list[Part]:
    outside = answers.given > (1 if question.base is Base.ASKED else 0)
    if asked is not None:
        outside = outside | ~asked
    made = []
    single = ((code.key, code.text, Kind.CODE, frozenset({code.key})) for code in question.codes)
    nets = ((net.key, net.text, Kind.NET, net.codes) for net in question.nets)
    for key, text, kind, codes in (*single, *nets):
        ticked = answers.among(question, codes).astype(np.uint8)
        made.append(
            Part((Line(key, text, kind, (0.0, 1.0), (1.0, 1.0)),), np.where(outside, np.uint8(2), ticked), 2)
        )
    most = len(question.codes)
    each = np.zeros(len(answers.given), dtype=np.uint8)
    for one in answers.ticked:
        each += (one != 0) & (answers.given == 0)
    line = Line(
        "answers_each",
        say("Answers each, mean"),
        Kind.ANSWERS_EACH,
        tuple(float(at) for at in range(most + 1)),
        (1.0,) * (most + 1),
    )
    made.append(Part((line,), np.where(outside, np.uint8(most + 1), each), most + 1))
    return made
