"""The figures of one table before anything is hidden or rounded: every line in every block of the banner, from sums of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.rao_scott import Association, NotTested
from fourfold.tracker.rules.tables.lines import Kind, Line, Part, parts
from fourfold.tracker.rules.tables.plan import Base, IntervalMethod, Percent
from fourfold.tracker.rules.vector import intervals
from fourfold.tracker.rules.vector.cells import cube, overlapping
from fourfold.tracker.rules.vector.columns import summed
from fourfold.tracker.rules.vector.figures import across_columns, association, by_column, p_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.answers import Columned, Survey
    from fourfold.tracker.rules.tables.plan import Question, Rules, TablePlan
    from fourfold.tracker.rules.vector.cells import CellSums, Cube
    from fourfold.tracker.rules.vector.columns import Codes, Flags, Numbers


@dataclass(frozen=True, slots=True)
class Bases:
    """Of each column: who was asked and answered, and of the first also what they stand for, how many equally weighted ones would
    say as much (Kish), and of how many organisations they are.
    """

    respondents: Codes
    weighted: Numbers
    effective: Numbers
    organisations: Codes
    unanswered: Codes


@dataclass(frozen=True, slots=True)
class Figures:
    """Lines × columns; `p` has columns twice, and is no number where nothing was tested. `effective` is the effective base of
    what each is a share or mean of, `counts` are respondents in each line, `organisations` how many those are of.
    """

    values: Numbers
    errors: Numbers
    low: Numbers
    high: Numbers
    p: Numbers
    effective: Numbers
    counts: Codes
    organisations: Codes


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """`strength` is Cramér's V of the weighted table."""

    columned: Columned
    bases: Bases
    figures: Figures
    association: Association | NotTested | None
    strength: float


@dataclass(frozen=True, slots=True)
class Measured:
    """`blocks` begin with the total."""

    plan: TablePlan
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    blocks: tuple[MeasuredBlock, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A total and blocks, and the cube that adds up those that do not overlap."""

    blocks: tuple[Columned, ...]
    cube: Cube

    def sums(self, survey: Survey, part: Part) -> list[CellSums]:
        together = iter(self.cube.sums(part.answers, part.kept, part.kept + 1))
        return [
            next(together)
            if block.members is None
            else overlapping(survey.design, block.members, part.answers, part.kept)
            for block in self.blocks
        ]


def banner(survey: Survey, blocks: Sequence[Columned]) -> Banner:
    return Banner(tuple(blocks), cube(survey.design, [each.numbered for each in blocks if each.numbered]))


def measured(
    survey: Survey, question: Question, plan: TablePlan, over: Banner, asked: Flags | None, rules: Rules
) -> Measured:
    answers = survey.answers[question.key]
    found = parts(question, answers, asked)
    sums = [over.sums(survey, part) for part in found]
    unanswered = answers.unanswered(question)
    if asked is not None:
        unanswered &= asked
    blocks = []
    for at, block in enumerate(over.blocks):
        here = [each[at] for each in sums]
        bases = _bases(survey, block, found[0], here[0], unanswered)
        each = [_figures(survey, block, part, of, plan, rules) for part, of in zip(found, here, strict=True)]
        related = None
        if at and not question.several:
            related = (
                NotTested(say("columns share respondents")) if block.overlapping else association(here[0])
            )
        strength = _strength(here[0]) if isinstance(related, Association) else 0.0
        blocks.append(MeasuredBlock(block, bases, _joined(each), related, strength))
    return Measured(plan, tuple(line for part in found for line in part.lines), tuple(found), tuple(blocks))


def _strength(sums: CellSums) -> float:
    """√(X² / (n (k − 1))) with k the fewer of rows and columns that anybody is in (Cramér 1946)."""
    shares = sums.weighted / sums.weighted.sum()
    shares = shares[shares.sum(axis=1) > 0][:, shares.sum(axis=0) > 0]
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return float(np.sqrt(((shares - expected) ** 2 / expected).sum() / (min(shares.shape) - 1)))


def _bases(survey: Survey, block: Columned, part: Part, sums: CellSums, unanswered: Flags) -> Bases:
    weighted, squared = sums.weighted.sum(axis=1), sums.squared.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = np.where(squared > 0, weighted**2 / squared, 0.0)
    missing = _counted(block, unanswered)
    everyone = np.ones((1, part.kept), dtype=bool)
    of = organisations(survey, block, part, sums, everyone)[0]
    return Bases(sums.respondents.sum(axis=1), weighted, effective, of, missing)


def _counted(block: Columned, flags: Flags) -> Codes:
    if not flags.any():
        return np.zeros(block.count, dtype=np.int64)
    return np.array([int((block.inside(column) & flags).sum()) for column in range(block.count)])


def _figures(
    survey: Survey,
    block: Columned,
    part: Part,
    sums: CellSums,
    plan: TablePlan,
    rules: Rules,
) -> Figures:
    above, below = part.above, part.below
    own = by_column(sums, above, below)
    p = p_values(own, sums, rules.comparison)
    variances = np.diagonal(own.covariances, axis1=1, axis2=2).copy()
    values = own.values.copy()
    shares = np.array([line.kind.is_share for line in part.lines])
    if plan.percent is not Percent.COLUMN and shares.any():
        whole = below if plan.percent is Percent.TOTAL else above
        values[shares], variances[shares] = (
            each[shares] for each in across_columns(sums, above * shares[:, None], whole * shares[:, None])
        )
        p[shares] = np.nan
    for at, line in enumerate(part.lines):
        if line.kind is Kind.SPREAD:
            values[at] = _spread(sums, line)
            variances[at], p[at] = np.nan, np.nan
    respondents, effective = _of_shares(plan, above, sums)
    freedom = np.broadcast_to(np.diagonal(sums.freedom).astype(float), values.shape)
    if plan.percent is not Percent.COLUMN:
        freedom = np.where(shares[:, None], float(sums.freedom_of_all), freedom)
    errors = np.sqrt(np.maximum(variances, 0.0))
    low, high = intervals.around(values, errors, freedom, confidence=rules.confidence)
    if shares.any():
        of_shares = (
            np.clip(values[shares], 0.0, 1.0),
            variances[shares],
            respondents[shares],
            freedom[shares],
        )
        low[shares], high[shares] = _of_share(*of_shares, effective[shares], rules)
    members = above != 0 if shares.all() else np.where(shares[:, None], above != 0, below != 0)
    counts = (members @ sums.respondents.T).astype(np.int64)
    of = organisations(survey, block, part, sums, members)
    return Figures(values, errors, low, high, p, effective, counts, of)


def _of_share(
    values: Numbers,
    variances: Numbers,
    respondents: Numbers,
    freedom: Numbers,
    effective: Numbers,
    rules: Rules,
) -> tuple[Numbers, Numbers]:
    if rules.interval is IntervalMethod.WILSON:
        return intervals.wilson(values, effective, confidence=rules.confidence)
    return intervals.korn_graubard(values, variances, respondents, freedom, confidence=rules.confidence)


def _of_shares(plan: TablePlan, above: Numbers, sums: CellSums) -> tuple[Numbers, Numbers]:
    """Respondents and effective base of what each share is a share of."""
    of = (sums.respondents.astype(float), sums.weighted, sums.squared)
    if plan.percent is Percent.ROW:
        n, s, s2 = ((above @ each.T).sum(axis=1)[:, None] for each in of)
    elif plan.percent is Percent.TOTAL:
        n, s, s2 = (np.full((len(above), 1), each.sum()) for each in of)
    else:
        n, s, s2 = (each.sum(axis=1)[None, :] for each in of)
    shape = (len(above), len(sums.weighted))
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = np.where(s2 > 0, s**2 / s2, 0.0)
    return np.broadcast_to(n, shape), np.broadcast_to(effective, shape)


def _spread(sums: CellSums, line: Line) -> Numbers:
    """As `estimation.scores.standard_deviation`."""
    scores, scored = np.array(line.above), np.array(line.below)
    base = sums.weighted @ scored
    count = sums.respondents @ scored
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = sums.weighted @ scores / base
        squares = (sums.weighted * scored * (scores - centre[:, None]) ** 2).sum(axis=1)
        found: Numbers = np.where(count > 1, np.sqrt(squares / base * count / (count - 1)), np.nan)
    return found


def organisations(survey: Survey, block: Columned, part: Part, sums: CellSums, members: Flags) -> Codes:
    """How many different organisations the respondents of each line (levels that are its members) and column are of."""
    design = survey.design
    if design.clusters is None:
        return (members @ sums.respondents.T).astype(np.int64)
    most = int(design.clusters.max()) + 1
    found = np.zeros((len(members), block.count), dtype=np.int64)
    for column in range(block.count):
        here = block.inside(column) & (part.answers < part.kept)
        levels, clusters = part.answers[here].astype(np.int64), design.clusters[here]
        there = summed(clusters * part.kept + levels, None, most * part.kept).reshape(most, part.kept) > 0
        found[:, column] = (there @ members.T.astype(np.int64) > 0).sum(axis=0)
    return found


def _joined(each: Sequence[Figures]) -> Figures:
    if len(each) == 1:
        return each[0]
    return Figures(
        *(
            np.concatenate([getattr(one, name) for one in each])
            for name in ("values", "errors", "low", "high", "p", "effective", "counts", "organisations")
        )
    )


def base_text(question: Question, where: str) -> str:
    """Whom the figures of a table are shares of."""
    whom = question.base_text or (
        say("all who were asked") if question.base is Base.ASKED else say("all who were asked and answered")
    )
    return say("{whom}; {where}", whom=whom, where=where) if where else whom
