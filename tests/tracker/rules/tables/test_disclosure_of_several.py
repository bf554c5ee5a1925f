"""Of a question with several answers a line tells two counts: who ticked it, and who did not. Neither may be of too few."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.tables.plan import Code, Percent, Question, TablePlan
from fourfold.tracker.rules.tables.table import Status, Table
from fourfold.tracker.rules.tables.tabulate import book
from fourfold.tracker.rules.vector.columns import columns_of
from tests.tracker.rules.samples import EVERYONE
from tests.tracker.rules.tables.surveys import plan_of
from tests.tracker.rules.tables.test_disclosure import FEWEST, KIND, SIZE, block, bounds_of, question

TICKS = Question("ticks", "Which?", (Code("one", "One"), Code("two", "Two")), several=True)
CELLS = list(product((True, False), (True, False), KIND, SIZE))
PLAN = TablePlan("ticks", "ticks", (block("kind", KIND), block("size", SIZE)), {}, "", Percent.COLUMN)


def a_table(counts: list[int]) -> Table:
    people = [cell for cell, count in zip(CELLS, counts, strict=True) for _ in range(count)]

    def numbered(at: int, codes: tuple[str, ...]) -> Answers:
        return Answers(np.array([codes.index(str(person[at])) for person in people], dtype=np.uint8))

    ticked = tuple(np.array([person[at] for person in people], dtype=np.uint8) for at in (0, 1))
    answers = {
        "kind": numbered(2, KIND),
        "size": numbered(3, SIZE),
        "ticks": Answers(np.zeros(len(people), dtype=np.uint8), ticked),
    }
    survey = Survey(columns_of(design(population=EVERYONE, weights=[1.0] * len(people))), answers)
    questions = (TICKS, question("kind", KIND), question("size", SIZE))
    return book(survey, plan_of(PLAN, questions=questions, fewest=FEWEST)).tables[0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=len(CELLS), max_size=len(CELLS)).filter(lambda n: sum(n) >= 4))
def test_neither_who_ticked_nor_who_did_not_is_worked_out(counts: list[int]) -> None:
    table, true = a_table(counts), np.array(counts, dtype=float)
    known, hidden = [], []
    for at, column in enumerate(table.columns):
        inside = np.array(
            [
                not column.block or column.key == cell[2 + ("kind", "size").index(column.block)]
                for cell in CELLS
            ]
        )
        if column.respondents is not None:
            known.append((inside.astype(float), float(column.respondents)))
        for which, row in enumerate(table.rows[:2]):
            ticked = np.array([cell[which] for cell in CELLS]) & inside
            cell = row.cells[at]
            if cell.exact is not None and column.respondents is not None:
                known.append((ticked.astype(float), cell.exact / 100 * column.respondents))
            elif cell.status is Status.WITHHELD:
                hidden += [ticked.astype(float), (inside & ~ticked).astype(float)]
        each = table.rows[2].cells[at]
        if each.exact is not None and column.respondents is not None:
            answers = np.array([float(cell[0]) + float(cell[1]) for cell in CELLS]) * inside
            known.append((answers, each.exact * column.respondents))
    for where in hidden:
        if 0 < where @ true < FEWEST and known:
            low, high = bounds_of(known, where)
            assert high - low >= FEWEST - 1e-3
    for where, total in known[: len(table.columns)]:
        assert not 0 < total < FEWEST - 1e-6, where
