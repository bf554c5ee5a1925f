"""When a policy is due for review and when it has lapsed."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.review import SOON_DAYS, Review, ReviewState, review

ADOPTED = date(2025, 3, 10)
DUE = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("on", "state", "left"),
    [
        (ADOPTED, ReviewState.IN_DATE, 730),
        (DUE - timedelta(days=61), ReviewState.IN_DATE, 61),
        (DUE - timedelta(days=60), ReviewState.DUE_SOON, 60),
        (DUE, ReviewState.DUE_SOON, 0),
        (DUE + timedelta(days=1), ReviewState.LAPSED, -1),
        (DUE + timedelta(days=900), ReviewState.LAPSED, -900),
    ],
)
def test_it_is_in_date_then_due_and_lapsed_from_the_day_after(
    on: date, state: ReviewState, left: int
) -> None:
    assert review(ADOPTED, years=2, on=on) == Review(DUE, state, left)


@pytest.mark.parametrize(
    ("adopted", "years", "due"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
    ],
)
def test_the_29th_of_february_is_reviewed_on_the_28th_of_a_year_without_one(
    adopted: date, years: int, due: date
) -> None:
    assert review(adopted, years=years, on=adopted).due_on == due


@pytest.mark.parametrize("years", [0, -1])
def test_a_cycle_of_less_than_a_year_is_none(years: int) -> None:
    with pytest.raises(ValueError, match="at least a year"):
        review(ADOPTED, years=years, on=ADOPTED)


@given(
    adopted=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    years=st.integers(1, 3),
    later=st.integers(0, 2_000),
)
def test_the_day_due_is_the_same_day_of_the_year_and_the_states_follow_from_the_days_left(
    adopted: date,
    years: int,
    later: int,
) -> None:
    on = adopted + timedelta(days=later)
    found = review(adopted, years=years, on=on)
    moved = (adopted.month, adopted.day) == (2, 29) and not isleap(adopted.year + years)
    assert (found.due_on.year, found.due_on.month) == (adopted.year + years, adopted.month)
    assert found.due_on.day == (28 if moved else adopted.day)
    assert on + timedelta(days=found.days_left) == found.due_on
    assert (found.state == ReviewState.LAPSED) is (on > found.due_on)
    assert (found.state == ReviewState.IN_DATE) is (found.days_left > SOON_DAYS)
