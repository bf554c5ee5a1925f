"""A survey and a plan into finished tables: figures, then what is withheld, then letters among what is left, then rounding."""

from __future__ import annotations

import math
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.column_tests import letters, pairs
from fourfold.tracker.rules.estimation.rao_scott import Association, NotTested
from fourfold.tracker.rules.tables import notes
from fourfold.tracker.rules.tables.answers import columned, everyone, inside
from fourfold.tracker.rules.tables.disclosure import withheld
from fourfold.tracker.rules.tables.lines import Kind
from fourfold.tracker.rules.tables.measured import banner, measured
from fourfold.tracker.rules.tables.printing import as_printed, is_less_than_printed
from fourfold.tracker.rules.tables.table import Book, Cell, Column, Row, Status, Table, Test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.answers import Survey
    from fourfold.tracker.rules.tables.ledger import Withheld
    from fourfold.tracker.rules.tables.lines import Line
    from fourfold.tracker.rules.tables.measured import Banner, Measured, MeasuredBlock
    from fourfold.tracker.rules.tables.plan import Block, BookPlan, Question, Rules
    from fourfold.tracker.rules.vector.columns import Flags

_PERCENT: Final = 100.0
# Means are printed with this many places more than percentages.
_FINER: Final = 1
_SMALLEST_P: Final = 0.001


def book(survey: Survey, plan: BookPlan) -> Book:
    """Raises CannotProtect where nothing would keep a small count from being worked out."""
    banners: dict[tuple[str, ...], Banner] = {}
    found = []
    for each in plan.tables:
        over = banners.get(tuple(block.key for block in each.banner))
        if over is None:
            blocks = [columned(survey, plan.questions, block) for block in each.banner]
            over = banner(survey, [everyone(survey), *blocks])
            banners[tuple(block.key for block in each.banner)] = over
        asked = inside(survey, plan.questions, each.where)
        question = plan.questions[each.question]
        found.append(measured(survey, question, each, over, asked, plan.rules))
    hidden = withheld(survey, found, plan.rules)
    tables = tuple(_table(number, each, hidden[each.plan.key], plan) for number, each in enumerate(found, 1))
    return Book(plan.title, notes.about_book(plan, tables), tables)


def _table(number: int, found: Measured, hidden: Withheld, plan: BookPlan) -> Table:
    question = plan.questions[found.plan.question]
    names = letter_names([len(block.groups) for block in found.plan.banner])
    columns = [_total(found, hidden, plan.rules)]
    cells = [_cells(found.blocks[0], found.lines, hidden.figures[0], [""], plan.rules)]
    for at, (block, own) in enumerate(zip(found.plan.banner, found.blocks[1:], strict=True), 1):
        columns += _columns(block, own, names[at - 1], hidden.bases[at], plan.rules)
        cells.append(_cells(own, found.lines, hidden.figures[at], names[at - 1], plan.rules))
    rows = tuple(
        Row(line.key, line.text, line.kind, _unit(line), tuple(cell for block in cells for cell in block[at]))
        for at, line in enumerate(found.lines)
    )
    tests = tuple(
        _test(question, block, own, hidden.figures[at], plan.rules)
        for at, (block, own) in enumerate(zip(found.plan.banner, found.blocks[1:], strict=True), 1)
        if own.association is not None
    )
    return Table(
        found.plan.key,
        number,
        question.key,
        question.asks,
        notes.about_table(found.plan, question, plan),
        tuple(columns),
        rows,
        tests,
        notes.notes(rows, columns, plan.rules),
    )


def letter_names(counts: Sequence[int]) -> list[list[str]]:
    """They run on from block to block while the alphabet lasts, and begin anew in each block where it does not."""
    if sum(counts) > len(ascii_uppercase):
        return [list(ascii_uppercase[:count]) for count in counts]
    starts = [sum(counts[:at]) for at in range(len(counts))]
    return [list(ascii_uppercase[start : start + count]) for start, count in zip(starts, counts, strict=True)]


def _cells(
    block: MeasuredBlock, lines: Sequence[Line], hidden: Flags, names: Sequence[str], rules: Rules
) -> list[list[Cell]]:
    figures, count = block.figures, block.columned.count
    small = figures.effective < rules.too_small
    shown = np.isfinite(figures.values) & ~hidden & ~small
    made = []
    for at, line in enumerate(lines):
        found = [""] * count
        if count > 1 and shown[at].sum() > 1:
            p = figures.p[at]
            tested: dict[tuple[int, int], float | None] = {
                (one, other): float(p[one, other])
                for one, other in pairs(count)
                if shown[at, one] and shown[at, other] and math.isfinite(p[one, other])
            }
            found = letters(
                figures.values[at].tolist(),
                tested,
                names=names,
                multiplicity=rules.multiplicity,
                sure=rules.sure,
                likely=rules.likely,
            )
        made.append(
            [_cell(block, line, at, column, hidden, small, found[column], rules) for column in range(count)]
        )
    return made


def _cell(
    block: MeasuredBlock,
    line: Line,
    at: int,
    column: int,
    hidden: Flags,
    small: Flags,
    letters_of: str,
    rules: Rules,
) -> Cell:
    figures = block.figures
    if not math.isfinite(figures.values[at, column]):
        return Cell(Status.NOBODY)
    if small[at, column]:
        return Cell(Status.TOO_SMALL)
    if hidden[at, column]:
        return Cell(Status.WITHHELD)
    scale, places = (_PERCENT, rules.places) if line.kind.is_share else (1.0, rules.places + _FINER)
    exact = float(figures.values[at, column]) * scale
    figure = as_printed(exact, rules.rounding, places)
    ends = [
        as_printed(float(each[at, column]) * scale, rules.rounding, places)
        if math.isfinite(each[at, column])
        else None
        for each in (figures.low, figures.high)
    ]
    status = Status.NEARLY_NOTHING if is_less_than_printed(exact, figure) else Status.SHOWN
    if not line.kind.is_share:
        status = Status.SHOWN
    error = float(figures.errors[at, column]) * scale
    return Cell(status, figure, exact, ends[0], ends[1], letters_of, error if math.isfinite(error) else None)


def _total(found: Measured, hidden: Withheld, rules: Rules) -> Column:
    return _column(("", ""), ("", say("Total")), "", found.blocks[0], 0, hidden.bases[0], rules)


def _columns(
    block: Block, own: MeasuredBlock, names: Sequence[str], hidden: Flags, rules: Rules
) -> list[Column]:
    return [
        _column((block.key, block.text), (group.key, group.text), names[at], own, at, hidden, rules)
        for at, group in enumerate(block.groups)
    ]


def _column(
    block: tuple[str, str],
    group: tuple[str, str],
    letter: str,
    own: MeasuredBlock,
    at: int,
    hidden: Flags,
    rules: Rules,
) -> Column:
    if hidden[at]:
        return Column(*block, *group, letter, None, None, None, None, None)
    bases = own.bases
    effective = float(bases.effective[at])
    mark = "**" if effective < rules.too_small else "*" if effective < rules.small else ""
    return Column(
        *block,
        *group,
        letter,
        int(bases.respondents[at]),
        as_printed(float(bases.weighted[at]), rules.rounding, rules.places),
        int(as_printed(effective, rules.rounding, 0)),
        int(bases.organisations[at]),
        int(bases.unanswered[at]),
        mark,
    )


def _unit(line: Line) -> str:
    if line.kind.is_share:
        return say("%")
    return say("points") if line.kind is Kind.PROMOTERS else ""


def _test(question: Question, block: Block, own: MeasuredBlock, hidden: Flags, rules: Rules) -> Test:
    related = own.association
    if question.key == block.question:
        related = NotTested(say("the columns are made of its answers"))
    if not isinstance(related, Association):
        return Test(block.key, block.text, reason="" if related is None else related.reason)
    if hidden.any():
        return Test(block.key, block.text, reason=say("figures are withheld"))
    p = as_printed(related.p, rules.rounding, 3)
    return Test(
        block.key,
        block.text,
        statistic=as_printed(related.statistic, rules.rounding, 2),
        above=as_printed(related.above, rules.rounding, 2),
        below=as_printed(related.below, rules.rounding, 2),
        strength=as_printed(own.strength, rules.rounding, 2),
        p=say("< {p}", p=_SMALLEST_P) if related.p < _SMALLEST_P else say("= {p}", p=p),
        exact_p=related.p,
    )
