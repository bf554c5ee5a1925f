"""Waits between tries grow, are bounded, and end."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.backoff import Retries, wait_after

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "least", "most"),
    [(1, 30, 60), (2, 60, 120), (3, 120, 240), (4, 150, 300), (5, 150, 300)],
)
def test_each_wait_is_twice_the_one_before_up_to_the_longest(attempts: int, least: int, most: int) -> None:
    retries = Retries(most_attempts=6, first_wait=MINUTE, longest_wait=5 * MINUTE)

    assert wait_after(attempts, retries, chance=0) == timedelta(seconds=least)
    assert wait_after(attempts, retries, chance=1) == timedelta(seconds=most)


def test_after_the_last_try_there_is_no_wait() -> None:
    retries = Retries(most_attempts=3)

    assert wait_after(2, retries, chance=0.5) is not None
    assert wait_after(3, retries, chance=0.5) is None
    assert wait_after(4, retries, chance=0.5) is None


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_no_number_of_tries_makes_a_wait_without_measure(attempts: int, chance: float) -> None:
    retries = Retries(most_attempts=10**7)
    wait = wait_after(attempts, retries, chance=chance)

    assert wait is not None
    assert retries.first_wait / 2 <= wait <= retries.longest_wait


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_failed_together_does_not_come_back_together(one: float, other: float) -> None:
    earlier, later = sorted([one, other])
    waits = [wait_after(1, Retries(), chance=chance) for chance in (earlier, later)]

    assert all(before <= after for before, after in pairwise(wait for wait in waits if wait))
    assert len(set(waits)) == 2 or later - earlier < 1e-6


@pytest.mark.parametrize(
    "wrong", [{"most_attempts": 0}, {"first_wait": timedelta(0)}, {"longest_wait": timedelta(1e-9)}]
)
def test_retries_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"at least 1|no longer than"):
        Retries(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("attempts", "chance"), [(0, 0.5), (1, -0.1), (1, 1.1)])
def test_a_wait_before_the_first_try_is_refused(attempts: int, chance: float) -> None:
    with pytest.raises(ValueError, match="at least one attempt"):
        wait_after(attempts, Retries(), chance=chance)
