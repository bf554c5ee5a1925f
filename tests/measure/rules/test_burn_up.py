"""The burn-up, held to a plain second reckoning."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.periods import Quarter
from fourfold.measure.rules.burn_up import burn_up

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "burn_up.yaml").read_text(encoding="utf-8")
)

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
parts = st.lists(st.tuples(days, st.decimals(min_value=0, max_value=1000, places=2)), max_size=15)


def test_nothing_due_and_nothing_verified_has_no_quarters() -> None:
    assert burn_up([], [], on=date(2026, 11, 23)).quarters == ()


def test_the_quarter_of_today_shows_what_is_verified_so_far_and_later_ones_are_not_known() -> None:
    due = [
        (date(2026, 9, 30), Decimal(10)),
        (date(2026, 12, 31), Decimal(10)),
        (date(2027, 3, 31), Decimal(10)),
    ]
    verified = [
        (date(2026, 8, 1), Decimal(7)),
        (date(2026, 11, 1), Decimal(2)),
        (date(2026, 12, 1), Decimal(1)),
    ]
    found = burn_up(due, verified, on=date(2026, 11, 23))
    assert found.quarters == ("Sep 2026", "Dec 2026", "Mar 2027")
    assert found.planned == (10, 20, 30)
    assert found.verified == (7, 9, None)


@given(parts, parts, days)
def test_each_point_is_everything_up_to_the_end_of_its_quarter(
    due: list[tuple[date, Decimal]],
    verified: list[tuple[date, Decimal]],
    on: date,
) -> None:
    found = burn_up(due, verified, on=on)
    known = [day for day, _ in due] + [day for day, _ in verified if day <= on]
    if not known:
        assert found.quarters == ()
        return
    at, last, point = Quarter.containing(min(known)), Quarter.containing(max(known)), 0
    while at.start <= last.start:
        assert found.planned[point] == sum(part for day, part in due if day <= at.end)
        if at.start > on:
            assert found.verified[point] is None
        else:
            assert found.verified[point] == sum(part for day, part in verified if day <= min(at.end, on))
        at, point = Quarter.containing(at.end + timedelta(days=1)), point + 1
    assert len(found.quarters) == len(found.planned) == len(found.verified) == point


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["case"])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    found = burn_up(
        [(day, Decimal(part)) for day, part in example["due"]],
        [(day, Decimal(part)) for day, part in example["verified"]],
        on=example["day"],
    )
    rows = list(zip(found.quarters, found.planned, found.verified, strict=True))
    assert rows == [
        (
            row["quarter"],
            Decimal(row["planned"]),
            None if row["verified"] is None else Decimal(row["verified"]),
        )
        for row in example["gives"]
    ]
