"""A recipient is asked, reminded twice, and then no more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.partner.rules.reminding import REMINDERS, Next, answer_by, next_step

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "reminding.yaml").read_text(encoding="utf-8")
)


def steps(asked: date, days: list[date], after_days: int) -> list[tuple[date, str]]:
    """What happens where one looks on those days, in order, and stops after giving up."""
    last, reminders, done = asked, 0, []
    for day in days:
        step = next_step(last_asked=last, reminders=reminders, on=day, after_days=after_days)
        if step == Next.WAIT:
            continue
        done.append((day, step.value))
        if step == Next.GIVE_UP:
            break
        last, reminders = day, reminders + 1
    return done


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    first, last = example["looked"]["from"], example["looked"]["to"]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]

    assert steps(example["asked"], days, example["after_days"]) == [tuple(each) for each in example["gives"]]


@given(st.integers(1, 90), st.lists(st.integers(-5, 400), max_size=60).map(sorted))
def test_there_are_never_more_than_two_reminders_nor_two_within_the_wait(
    after_days: int, looked: list[int]
) -> None:
    asked = date(2026, 11, 2)
    done = steps(asked, [asked + timedelta(days=number) for number in looked], after_days)

    assert [step for _, step in done] in (
        [],
        ["remind"],
        ["remind"] * 2,
        ["remind"] * REMINDERS + ["give up"],
    )
    moments = [asked, *(day for day, _ in done)]
    assert all((after - before).days >= after_days for before, after in pairwise(moments))


@given(st.integers(1, 90), st.integers(0, REMINDERS))
def test_the_day_that_is_told_is_the_day_on_which_it_ends(after_days: int, reminders: int) -> None:
    last = date(2026, 11, 2)
    told = answer_by(last_asked=last, reminders=reminders, after_days=after_days)
    while reminders < REMINDERS:
        last, reminders = last + timedelta(days=after_days), reminders + 1

    assert next_step(last_asked=last, reminders=reminders, on=told, after_days=after_days) == Next.GIVE_UP
    before = told - timedelta(days=1)
    assert next_step(last_asked=last, reminders=reminders, on=before, after_days=after_days) == Next.WAIT
