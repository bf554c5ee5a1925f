"""A printed percentage as the counts that print it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.rules.figures.rounding import Rounding, printed, shares_printed_as


@pytest.mark.parametrize(
    ("percent", "base", "rounding", "counts"),
    [
        ("53", 77, Rounding.HALF_UP, [41]),
        ("85", 77, Rounding.HALF_UP, []),
        ("30", 200, Rounding.HALF_UP, [59, 60]),
        ("30", 200, Rounding.HALF_EVEN, [59, 60, 61]),
        ("31", 200, Rounding.HALF_EVEN, [62]),
        ("30", 200, Rounding.TRUNCATED, [60, 61]),
        ("30.5", 200, Rounding.HALF_UP, [61]),
    ],
)
def test_the_counts_that_print_a_percentage(
    percent: str, base: int, rounding: Rounding, counts: list[int]
) -> None:
    assert list(shares_printed_as(Decimal(percent), rounding).counts(base)) == counts


@given(st.integers(1, 400), st.data(), st.sampled_from(Rounding), st.integers(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_count_is_among_those_that_print_what_it_prints_and_among_no_others(
    base: int, data: st.DataObject, rounding: Rounding, places: int
) -> None:
    count = data.draw(st.integers(0, base))
    shown = printed(count, base, rounding, places)
    step = Decimal(1).scaleb(-places)

    assert count in shares_printed_as(shown, rounding).counts(base)
    assert count not in shares_printed_as(shown + step, rounding).counts(base)
