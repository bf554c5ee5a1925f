"""What comes round is done once each time, on the days on which clocks change and when a clock is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.timetable import LONDON, Daily, Every, is_due

MOMENTS = st.integers(0, 60 * 365 * 24 * 60 * 60).map(
    lambda seconds: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def runs(comes: Every | Daily, moments: list[datetime]) -> int:
    """How often it is done by one who looks at each of `moments` in turn."""
    last, done = None, 0
    for now in moments:
        slot = comes.slot(now)
        if is_due(slot=slot, last=last, now=now):
            last, done = slot, done + 1
    return done


@given(MOMENTS, st.integers(1, 60 * 24 * 7))
def test_a_stretch_holds_the_moment_it_is_asked_for(now: datetime, minutes: int) -> None:
    slot = Every(minutes).slot(now)

    assert slot <= now < slot + timedelta(minutes=minutes)
    assert Every(minutes).slot(slot) == slot


def test_every_ten_minutes_is_six_times_an_hour_however_often_one_looks() -> None:
    begin = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert runs(Every(10), [begin + timedelta(seconds=7 * n) for n in range(60 * 60 // 7 + 1)]) == 6


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (time(6), date(2026, 11, 23)),
        # Half past one is left out on this day, and comes twice on the next.
        (time(1, 30), date(2026, 3, 29)),
        (time(1, 30), date(2026, 10, 25)),
        (time(0), date(2026, 10, 25)),
        (time(23, 59), date(2026, 3, 29)),
    ],
)
def test_daily_is_once_on_each_day_also_when_clocks_change(at: time, day: date) -> None:
    begin = datetime.combine(day - timedelta(days=2), time(12), LONDON).astimezone(UTC)
    looked = [begin + timedelta(minutes=minutes) for minutes in range(0, 4 * 24 * 60, 5)]

    # Once at the first look, for the slot before, and then once on each of four days.
    assert runs(Daily(at), looked) == 5


def test_daily_waits_for_its_hour_as_london_counts_it() -> None:
    summer = Daily(time(6))

    assert summer.slot(datetime(2026, 7, 1, 4, 59, tzinfo=UTC)) == datetime(2026, 6, 29, 23, tzinfo=UTC)
    assert summer.slot(datetime(2026, 7, 1, 5, 0, tzinfo=UTC)) == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_of_missed_slots_only_the_latest_is_made_up_for() -> None:
    begin = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert runs(Every(10), [begin, begin + timedelta(days=30), begin + timedelta(days=30, minutes=1)]) == 2


def test_a_clock_that_ran_ahead_a_year_keeps_nothing_waiting_for_a_year() -> None:
    begin = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    ahead = begin + timedelta(days=365)

    assert runs(Every(10), [begin, ahead, begin + timedelta(minutes=10)]) == 3


def test_a_clock_that_goes_back_a_little_within_its_slot_repeats_nothing() -> None:
    begin = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
    assert runs(Every(10), [begin, begin - timedelta(minutes=4), begin]) == 1
