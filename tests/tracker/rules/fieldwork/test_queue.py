"""Whose turn it is to be called, and which slots of a diary are free."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.rules.fieldwork.outcomes import CODES
from fourfold.tracker.rules.fieldwork.queue import (
    Case,
    Place,
    Turn,
    in_order,
    place_of,
    slots_of,
    working_days,
)

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "fieldwork" / "queue.yaml").read_text(encoding="utf-8")
)
LONDON = ZoneInfo("Europe/London")


def on_the_day(clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-02T{clock}:00+00:00")


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda each: each["says"])
def test_whose_turn_it_is(example: dict[str, Any]) -> None:
    ahead = example.get("appointment")
    case = Case(
        calls=tuple((code, on_the_day(clock)) for code, clock in example.get("calls", ())),
        appointment=on_the_day(ahead) if ahead else None,
        begun=example.get("begun", False),
        done=example.get("done", False),
    )
    place = place_of(case, at=on_the_day(example["at"]))
    assert ("none" if place is None else place.turn.name.lower()) == example["turn"]


@pytest.mark.parametrize("example", EXAMPLES["slots"], ids=lambda each: each["says"])
def test_free_slots(example: dict[str, Any]) -> None:
    found = slots_of(
        example["day"],
        zone=LONDON,
        taken=[datetime.fromisoformat(each) for each in example.get("taken", ())],
        after=datetime.fromisoformat(example["after"]),
    )
    assert found == [datetime.fromisoformat(each) for each in example["expect"]]


def test_appointments_come_first_and_within_a_turn_who_waits_longest() -> None:
    early, late = on_the_day("09:00"), on_the_day("11:00")
    places = [
        (1, Place(Turn.AGAIN, early)), (2, Place(Turn.NOT_TRIED, None)), (3, Place(Turn.APPOINTMENT, late)),
        (4, Place(Turn.APPOINTMENT, early)), (5, Place(Turn.BEGUN, None)), (6, Place(Turn.NOT_TRIED, None)),
    ]  # fmt: skip
    assert in_order(places) == [4, 3, 5, 2, 6, 1]


def test_working_days_leave_weekends_out() -> None:
    assert working_days(date(2027, 3, 5), date(2027, 3, 31), most=3) == [
        date(2027, 3, 5),
        date(2027, 3, 8),
        date(2027, 3, 9),
    ]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(CODES)), st.integers(0, 500)), max_size=5),
    st.integers(0, 60_000),
)
def test_nobody_is_called_again_before_the_time_of_their_last_call_is_over(
    calls: list[tuple[str, int]], later: int
) -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    made = tuple(
        (code, start + timedelta(minutes=minutes))
        for code, minutes in sorted(calls, key=lambda each: each[1])
    )
    at = start + timedelta(minutes=later)
    place = place_of(Case(calls=made), at=at)
    if place is not None and made:
        again = [CODES[code].again for code, _ in made]
        assert all(each is not None for each in again)
        last = again[-1]
        assert last is not None
        assert at >= made[-1][1] + last
