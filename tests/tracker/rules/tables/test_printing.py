"""One rule of rounding, which no way of adding disturbs."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.figures.rounding import Rounding, printed
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.tables.plan import IntervalMethod
from fourfold.tracker.rules.tables.printing import as_printed, text_of
from fourfold.tracker.rules.tables.table import Cell, Status
from fourfold.tracker.rules.tables.tabulate import book
from fourfold.tracker.rules.vector.columns import columns_of
from tests.tracker.rules.samples import EVERYONE
from tests.tracker.rules.tables.surveys import ANSWER, plan_of, table


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from(Rounding), st.integers(0, 3))
def test_shares_are_rounded_as_the_audit_of_published_figures_does_it(
    count: int, base: int, rounding: Rounding, places: int
) -> None:
    count = min(count, base)
    # Added up in a way that leaves the last digits to chance.
    share = math.fsum([0.1] * count) / math.fsum([0.1] * base) * 100
    assert as_printed(share, rounding, places) == printed(count, base, rounding, places)


@pytest.mark.parametrize(
    ("number", "rounding", "expected"),
    [
        (30.5, Rounding.HALF_UP, "31"),
        (30.5, Rounding.HALF_EVEN, "30"),
        (30.5 - 1e-14, Rounding.HALF_UP, "31"),
        (-30.5, Rounding.HALF_UP, "-31"),
        (30.999, Rounding.TRUNCATED, "30"),
        (-0.2, Rounding.HALF_UP, "0"),
        (1e-15, Rounding.HALF_UP, "0"),
    ],
)
def test_halves_and_noughts(number: float, rounding: Rounding, expected: str) -> None:
    assert str(as_printed(number, rounding, 0)) == expected


def test_what_is_no_number_is_not_printed() -> None:
    with pytest.raises(ValueError, match="nan"):
        as_printed(math.nan, Rounding.HALF_UP, 0)


def test_thousands_are_apart_and_a_minus_is_one() -> None:
    assert text_of(Decimal("-1234.5")) == "−1,234.5"


@pytest.mark.parametrize(("figure", "shown"), [("0", "<0.5"), ("0.0", "<0.05")])
def test_more_than_nought_is_never_printed_as_nought(figure: str, shown: str) -> None:
    assert Cell(Status.NEARLY_NOTHING, Decimal(figure)).text == shown


def none_of(count: int) -> Survey:
    given_no = Answers(np.full(count, 2, dtype=np.uint8))
    return Survey(columns_of(design(population=EVERYONE, weights=[1.0] * count)), {"answer": given_no})


def test_none_of_23_is_nought_to_14_3_per_cent() -> None:
    plan = plan_of(table("answer"), questions=[ANSWER], interval=IntervalMethod.WILSON)
    cell = book(none_of(23), plan).tables[0].rows[0].cells[0]
    assert (cell.text, cell.interval) == ("0.0", "0.0 to 14.3")


def test_none_of_23_is_more_by_clopper_and_pearson() -> None:
    # 1 − 0.025^(1/23), the closed form where nobody has it.
    cell = book(none_of(23), plan_of(table("answer"), questions=[ANSWER])).tables[0].rows[0].cells[0]
    assert cell.high == Decimal(str(round(100 * (1 - 0.025 ** (1 / 23)), 1)))
    assert Fraction(0) == cell.low
