"""Whoever reads a book knows its sums: what is withheld is attacked with all that is printed, by linear programming over everyone."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.tables.plan import Block, Code, Group, Net, Percent, Question, TablePlan
from fourfold.tracker.rules.tables.table import Status
from fourfold.tracker.rules.tables.tabulate import book
from fourfold.tracker.rules.vector.columns import columns_of
from tests.tracker.rules.samples import EVERYONE
from tests.tracker.rules.tables.surveys import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.tracker.rules.tables.table import Book

FEWEST = 3
ANSWER, KIND, SIZE = ("yes", "working", "no"), ("council", "other"), ("small", "large")
CELLS = list(product(ANSWER, KIND, SIZE))


def question(key: str, codes: tuple[str, ...], *nets: Net) -> Question:
    return Question(key, key, tuple(Code(each, each) for each in codes), nets=nets)


def block(key: str, codes: tuple[str, ...]) -> Block:
    return Block(key, key, key, tuple(Group(each, each, frozenset({each})) for each in codes))


QUESTIONS = (
    question("answer", ANSWER, Net("any", "Any", frozenset(ANSWER[:2]))),
    question("kind", KIND),
    question("size", SIZE),
)
WHOLE = TablePlan("whole", "answer", (block("kind", KIND), block("size", SIZE)), {}, "", Percent.COLUMN)
COUNCILS = TablePlan(
    "councils", "answer", (block("size", SIZE),), {"kind": frozenset({"council"})}, "councils", Percent.COLUMN
)


def a_book(counts: list[int], *tables: TablePlan) -> Book:
    """`counts` are of CELLS; each respondent stands for one."""
    people = [cell for cell, count in zip(CELLS, counts, strict=True) for _ in range(count)]
    names = {"answer": ANSWER, "kind": KIND, "size": SIZE}
    answers = {
        name: Answers(np.array([codes.index(person[at]) for person in people], dtype=np.uint8))
        for at, (name, codes) in enumerate(names.items())
    }
    survey = Survey(columns_of(design(population=EVERYONE, weights=[1.0] * len(people))), answers)
    return book(survey, plan_of(*tables, questions=QUESTIONS, fewest=FEWEST))


def printed(made: Book) -> tuple[list[tuple[np.ndarray, float]], list[np.ndarray]]:
    """Every printed count as a sum over CELLS, and every count of an answer that is withheld."""
    known, hidden = [], []
    for table in made.tables:
        for at, column in enumerate(table.columns):

            def inside(
                cell: tuple[str, str, str],
                block: str = column.block,
                key: str = column.key,
                of: str = table.key,
            ) -> bool:
                own = not block or cell[1 + ("kind", "size").index(block)] == key
                return own and (of != "councils" or cell[1] == "council")

            if column.respondents is not None:
                known.append((flags(inside), float(column.respondents)))
            for row in table.rows:
                codes = ANSWER[:2] if row.key == "any" else (row.key,)
                where = flags(inside) * flags(lambda cell, codes=codes: cell[0] in codes)  # type: ignore[misc]
                cell = row.cells[at]
                if cell.exact is not None and column.respondents is not None:
                    known.append((where, cell.exact / 100 * column.respondents))
                elif cell.status is Status.WITHHELD:
                    hidden.append(where)
    return known, hidden


def flags(holds: Callable[[tuple[str, str, str]], bool]) -> np.ndarray:
    return np.array([1.0 if holds(cell) else 0.0 for cell in CELLS])


def bounds_of(known: list[tuple[np.ndarray, float]], of: np.ndarray) -> tuple[float, float]:
    rows, totals = np.array([row for row, _ in known]), np.array([total for _, total in known])
    ends = []
    for sign in (1, -1):
        # A little slack on both sides: shares are divided and multiplied again.
        found = optimize.linprog(
            sign * of,
            A_ub=np.vstack([rows, -rows]),
            b_ub=np.concatenate([totals + 1e-7, 1e-7 - totals]),
            bounds=(0, 60),
        )
        assert found.status == 0
        ends.append(sign * found.fun)
    return ends[0], ends[1]


counted = st.lists(st.integers(0, 9), min_size=len(CELLS), max_size=len(CELLS)).filter(lambda n: sum(n) >= 4)


@settings(max_examples=60, deadline=None)
@given(counted)
def test_one_table_tells_of_no_few(counts: list[int]) -> None:
    attack(counts, WHOLE, least=FEWEST)


@settings(max_examples=60, deadline=None)
@given(counted)
def test_a_table_of_some_and_a_table_of_all_tell_of_no_few(counts: list[int]) -> None:
    attack(counts, WHOLE, COUNCILS, least=FEWEST)
    attack(counts, COUNCILS, WHOLE, least=FEWEST)


def attack(counts: list[int], *tables: TablePlan, least: int) -> None:
    known, hidden = printed(a_book(counts, *tables))
    true = np.array(counts, dtype=float)
    for where in hidden:
        count = float(where @ true)
        if 0 < count < FEWEST and known:
            low, high = bounds_of(known, where)
            assert high - low >= least - 1e-3, (where, low, high)
    for where, total in known:
        assert not 0 < total < FEWEST - 1e-6, (where, total)


def test_with_nothing_small_nothing_is_withheld() -> None:
    made = a_book([5] * len(CELLS), WHOLE, COUNCILS)
    assert {cell.status for table in made.tables for row in table.rows for cell in row.cells} == {
        Status.SHOWN
    }


def test_what_is_left_between_two_tables_is_protected() -> None:
    # One of the others is small and says yes: 10 of all who are small do, and 9 councils.
    counts = [1 if cell == ("yes", "other", "small") else 9 for cell in CELLS]
    left = flags(lambda cell: cell == ("yes", "other", "small"))
    known, _ = printed(a_book(counts, WHOLE, COUNCILS))
    low, high = bounds_of(known, left)
    assert high - low >= FEWEST - 1e-3
    assert not printed(a_book(counts, WHOLE))[1]


def test_a_table_of_too_few_is_withheld_whole() -> None:
    made = a_book([2, *[0] * (len(CELLS) - 1)], WHOLE)
    assert {cell.status for row in made.tables[0].rows for cell in row.cells[:1]} == {Status.WITHHELD}
    assert made.tables[0].columns[0].respondents is None


def test_a_withheld_base_is_withheld_in_every_row() -> None:
    # Two large ones: the column of the large is withheld, and so is the other, which would be what is left.
    counts = [9 if cell[2] == "small" else 0 for cell in CELLS]
    counts[1], counts[3] = 1, 1
    table = a_book(counts, WHOLE).tables[0]
    at = [table.column("size", each) or 0 for each in SIZE]
    assert [table.columns[each].respondents for each in at] == [None, None]
    assert {row.cells[each].status for row in table.rows for each in at} == {Status.WITHHELD}
