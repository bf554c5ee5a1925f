"""Every cell of a table is what the plain estimators give, one respondent after the other, rounded by the rule."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fourfold.tracker.rules.estimation import intervals
from fourfold.tracker.rules.estimation.column_tests import Comparison, difference, letters
from fourfold.tracker.rules.estimation.effective_base import effective_base
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity, adjusted
from fourfold.tracker.rules.estimation.ratios import mean, proportion, ratio
from fourfold.tracker.rules.estimation.scores import standard_deviation
from fourfold.tracker.rules.tables.plan import Block, Group, IntervalMethod, Percent
from fourfold.tracker.rules.tables.table import Cell, Status, Table
from fourfold.tracker.rules.tables.tabulate import book, letter_names
from tests.tracker.rules.samples import ANSWERS, COLUMNS, Sample, samples
from tests.tracker.rules.tables.surveys import BY_KIND, SCORES, plan_of, survey_of, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.estimate import Estimate


def made(
    sample: Sample, *banner: Block, question: str = "answer", percent: Percent = Percent.COLUMN
) -> Table:
    return book(survey_of(sample), plan_of(table(question, *banner, percent=percent))).tables[0]


def inside(sample: Sample, column: str) -> list[bool]:
    return [
        asked and (not column or each == column)
        for each, asked in zip(sample.columns, sample.asked, strict=True)
    ]


def agrees(cell: Cell, estimate: Estimate, *, scale: float = 100, places: int = 1) -> None:
    assert cell.exact == pytest.approx(estimate.value * scale, abs=1e-9)
    assert cell.figure is not None
    nearest = Decimal(repr(round(estimate.value * scale, 9))).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
    assert abs(cell.figure - nearest) == 0


@settings(max_examples=40, deadline=None)
@given(samples())
def test_shares_nets_means_and_bases(sample: Sample) -> None:
    found = made(sample, BY_KIND)
    for name in ("", *COLUMNS):
        at = found.column("kind" if name else "", name)
        assert at is not None
        within = inside(sample, name)
        column = found.columns[at]
        weights = [w for w, here in zip(sample.design.weights, within, strict=True) if here]
        assert column.respondents == sum(within)
        assert column.effective == int(Decimal(effective_base(weights)).quantize(Decimal(1), ROUND_HALF_UP))
        clusters = {c for c, here in zip(sample.design.clusters, within, strict=True) if here}
        assert column.organisations == len(clusters)
        cells = {row.key: row.cells[at] for row in found.rows}
        if not any(within):
            assert {cell.status for cell in cells.values()} == {Status.NOBODY}
            continue
        for answer in ANSWERS:
            having = [each == answer for each in sample.answers]
            agrees(cells[answer], proportion(sample.design, having, within=within))
        having = [each in ANSWERS[:2] for each in sample.answers]
        agrees(cells["under_way"], proportion(sample.design, having, within=within))
        scores = [SCORES[each] for each in sample.answers]
        agrees(cells["mean"], mean(sample.design, scores, within=within), scale=1, places=2)
        if sum(within) > 1:
            spread = standard_deviation(sample.design, scores, within=within)
            assert cells["standard_deviation"].exact == pytest.approx(spread, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(samples(), st.sampled_from(IntervalMethod))
def test_intervals(sample: Sample, method: IntervalMethod) -> None:
    found = book(survey_of(sample), plan_of(table("answer", BY_KIND), interval=method)).tables[0]
    for name in ("", *COLUMNS):
        at = found.column("kind" if name else "", name)
        within = inside(sample, name)
        having = [each == "yes" for each in sample.answers]
        if at is None or not any(within):
            continue
        plain = proportion(sample.design, having, within=within)
        cell = found.rows[0].cells[at]
        if method is IntervalMethod.WILSON:
            weights = [w for w, here in zip(sample.design.weights, within, strict=True) if here]
            expected = intervals.wilson(plain.value, effective_base(weights))
        elif plain.degrees_of_freedom < 1 or sum(within) < 2:
            continue
        elif 0 < plain.variance < 1e-12:
            # Where nothing varies, what is left is how a computer adds.
            continue
        else:
            expected = intervals.korn_graubard(
                plain.value,
                plain.variance,
                respondents=plain.base,
                degrees_of_freedom=plain.degrees_of_freedom,
            )
        assert cell.low is not None
        assert cell.high is not None
        assert float(cell.low) == pytest.approx(expected.low * 100, abs=0.051)
        assert float(cell.high) == pytest.approx(expected.high * 100, abs=0.051)


@settings(max_examples=40, deadline=None)
@given(samples(), st.sampled_from(Comparison), st.sampled_from(Multiplicity))
def test_letters(sample: Sample, by: Comparison, multiplicity: Multiplicity) -> None:
    plan = plan_of(table("answer", BY_KIND), comparison=by, multiplicity=multiplicity)
    found = book(survey_of(sample), plan).tables[0]
    for row in found.rows[: len(ANSWERS)]:
        having = [each == row.key for each in sample.answers]
        shares, p_values = expected_tests(sample, having, by)
        tested = [p for p in p_values.values() if p is not None]
        assume(all(abs(p - level) > 1e-6 for p in adjusted(tested, multiplicity) for level in (0.05, 0.1)))
        expected = letters(shares, p_values, names="ABC", multiplicity=multiplicity)
        assert [cell.letters for cell in row.cells[1:]] == expected


def expected_tests(
    sample: Sample, having: Sequence[bool], by: Comparison
) -> tuple[list[float], dict[tuple[int, int], float | None]]:
    columns = [inside(sample, name) for name in COLUMNS]
    shares = [
        proportion(sample.design, having, within=column).value if any(column) else math.nan
        for column in columns
    ]
    p_values: dict[tuple[int, int], float | None] = {}
    for one, other in combinations(range(3), 2):
        if any(columns[one]) and any(columns[other]):
            tested = difference(sample.design, having, columns[one], columns[other], by)
            # Where nothing varies, what is left is how a computer adds.
            assume(tested.p is None or tested.standard_error > 1e-6)
            p_values[one, other] = tested.p
    return shares, p_values


@settings(max_examples=25, deadline=None)
@given(samples(), st.sampled_from([Percent.ROW, Percent.TOTAL]))
def test_other_directions_of_percentages(sample: Sample, percent: Percent) -> None:
    found = made(sample, BY_KIND, percent=percent)
    everyone = inside(sample, "")
    for row in found.rows[: len(ANSWERS)]:
        for name in COLUMNS:
            at = found.column("kind", name)
            assert at is not None
            cell = row.cells[at]
            here = [
                float(answer == row.key and column == name)
                for answer, column in zip(sample.answers, sample.columns, strict=True)
            ]
            of = [float(percent is Percent.TOTAL or answer == row.key) for answer in sample.answers]
            if not any(asked and one for asked, one in zip(everyone, of, strict=True)):
                assert cell.status is Status.NOBODY
                continue
            agrees(cell, ratio(sample.design, here, of, within=everyone))
            assert cell.letters == ""


@settings(max_examples=25, deadline=None)
@given(samples())
def test_several_answers_and_columns_that_share_respondents(sample: Sample) -> None:
    groups = (Group("one", "One", frozenset({"one"})), Group("two", "Two", frozenset({"two"})))
    found = made(sample, Block("ticks", "Ticks", "ticks", groups))
    ticks = {"one": [value > 0 for value in sample.values], "two": [value > 25 for value in sample.values]}
    columns = [
        [t and asked for t, asked in zip(ticks[name], sample.asked, strict=True)] for name in ("one", "two")
    ]
    for row in found.rows[: len(ANSWERS)]:
        having = [each == row.key for each in sample.answers]
        for at, within in enumerate(columns, 1):
            if any(within):
                agrees(row.cells[at], proportion(sample.design, having, within=within))
        if all(any(each) for each in columns):
            tested = difference(sample.design, having, columns[0], columns[1], Comparison.DESIGN)
            if tested.p is not None and tested.standard_error > 1e-6:
                lettered = any(cell.letters for cell in row.cells)
                assert lettered == (tested.p < 0.1) or abs(tested.p - 0.1) < 1e-6
    several = made(sample, BY_KIND, question="ticks")
    if any(sample.asked):
        for row, codes in zip(several.rows, (("one",), ("two",), ("one", "two")), strict=False):
            having = [any(each) for each in zip(*(ticks[code] for code in codes), strict=True)]
            agrees(row.cells[0], proportion(sample.design, having, within=sample.asked))
        each = [float(sum(pair)) for pair in zip(*ticks.values(), strict=True)]
        last = several.rows[-1]
        assert last.key == "answers_each"
        agrees(last.cells[0], mean(sample.design, each, within=sample.asked), scale=1, places=2)


def test_letters_run_on_while_the_alphabet_lasts() -> None:
    assert letter_names([2, 3]) == [["A", "B"], ["C", "D", "E"]]
    assert letter_names([20, 7])[1] == ["A", "B", "C", "D", "E", "F", "G"]
