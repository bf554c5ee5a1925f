from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.keeping import Keeping, KeepingUnit, last_day_of_what_is_due
from fourfold.ground.kernel.refusals import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("30 days", 30, KeepingUnit.DAYS),
        ("1 day", 1, KeepingUnit.DAYS),
        (" 18  Months ", 18, KeepingUnit.MONTHS),
        ("6 years", 6, KeepingUnit.YEARS),
        ("1 year", 1, KeepingUnit.YEARS),
    ],
)
def test_a_span_is_read_as_people_type_it(typed: str, number: int, unit: KeepingUnit) -> None:
    assert Keeping.parse(typed) == Keeping(number, unit)


@pytest.mark.parametrize(
    "typed", ["", "6", "years", "-6 years", "1.5 years", "6 weeks", "201 years", "9999 months", "٣ years"]
)
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        Keeping.parse(typed)


@given(st.integers(0, 2400), st.sampled_from(KeepingUnit))
def test_a_span_is_written_as_it_is_read(number: int, unit: KeepingUnit) -> None:
    kept = Keeping(number, unit)
    if kept.in_days <= 200 * 12 * 30.436875:
        assert Keeping.parse(str(kept)) == kept


@pytest.mark.parametrize(
    ("on", "kept", "due"),
    [
        (date(2026, 11, 23), "2 years", date(2024, 11, 23)),
        (date(2026, 11, 23), "30 days", date(2026, 10, 24)),
        (date(2026, 1, 31), "2 months", date(2025, 11, 30)),
        (date(2026, 1, 1), "1 month", date(2025, 12, 1)),
        # Of 29 February: not yet due on the 28th, due on 1 March.
        (date(2026, 2, 28), "2 years", date(2024, 2, 28)),
        (date(2026, 3, 1), "2 years", date(2024, 3, 1)),
        (date(2026, 11, 23), "0 days", date(2026, 11, 23)),
        (date(20, 1, 1), "200 years", date.min),
    ],
)
def test_what_is_due_on_a_day(on: date, kept: str, due: date) -> None:
    assert last_day_of_what_is_due(on, Keeping.parse(kept)) == due


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 240), st.sampled_from(KeepingUnit))
def test_nothing_is_due_before_its_time_and_all_is_a_day_after_the_longest_month(
    began: date, number: int, unit: KeepingUnit
) -> None:
    """Against counting forward: the same day so many months later, or the first after it where there is no such day."""
    kept = Keeping(number, unit)
    if unit is KeepingUnit.DAYS:
        due = began + timedelta(days=number)
    else:
        months = number * (12 if unit is KeepingUnit.YEARS else 1)
        year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
        try:
            due = date(year, month + 1, began.day)
        except ValueError:
            due = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    assert began <= last_day_of_what_is_due(due, kept)
    assert began > last_day_of_what_is_due(due - timedelta(days=1), kept)
