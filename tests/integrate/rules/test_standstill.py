"""The days of a standstill, worked by hand and counted a second way; and the calendar they are counted by."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.queries.bank_holidays import bank_holidays, source_of_bank_holidays
from fourfold.integrate.rules.outcome import Law, Letters, outcome_duty
from fourfold.integrate.rules.routes import GROUNDS, ROUTES, Ground, Route, Stage, stages_of, way
from fourfold.integrate.rules.standstill import standstill
from fourfold.integrate.rules.working_days import NotInCalendar, nth_working_day

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "standstill.yaml").read_text(encoding="utf-8")
)["examples"]
CALENDAR = bank_holidays()
ONE = timedelta(days=1)
# Moved or added by proclamation: nothing reckons these.
BY_PROCLAMATION = {
    2020: {date(2020, 5, 8)},
    2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
    2023: {date(2023, 5, 8)},
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["says"] for each in EXAMPLES])
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = standstill(Law(example["law"]), example["begins"], CALENDAR)
    assert found.last == example["last"]
    assert found.may_sign_from == example["last"] + ONE
    assert found.steps


@given(st.dates(date(2020, 1, 1), date(2028, 11, 30)))
def test_eight_working_days_counted_a_second_way(published: date) -> None:
    last = standstill(Law.ACT, published, CALENDAR).last
    days = [published + ONE * number for number in range((last - published).days + 1)]
    working = [day for day in days if day.weekday() < 5 and day not in CALENDAR.holidays]
    assert len(working) == 8
    assert working[-1] == last


@given(st.dates(date(2020, 1, 1), date(2028, 11, 30)))
def test_ten_days_and_to_the_next_working_day(sent: date) -> None:
    last = standstill(Law.PCR, sent, CALENDAR).last
    assert last >= sent + 10 * ONE
    assert CALENDAR.is_working_day(last)
    assert not any(CALENDAR.is_working_day(sent + ONE * number) for number in range(10, (last - sent).days))


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    with pytest.raises(NotInCalendar, match="31 December 2028"):
        nth_working_day(date(2028, 12, 28), 8, CALENDAR)
    with pytest.raises(ValueError, match="no standstill"):
        standstill(Law.BELOW, date(2026, 1, 5), CALENDAR)


@pytest.mark.parametrize("year", range(2020, 2029))
def test_the_bank_holidays_of_each_year_are_those_that_the_rules_give(year: int) -> None:
    """New Year, Good Friday, Easter Monday, the first and last Monday of May, the last of August, Christmas and Boxing Day,
    each moved to the next weekday that is free where it is at a weekend.
    """
    easter = _easter(year)
    fixed = _moved([date(year, 1, 1)]) | _moved([date(year, 12, 25), date(year, 12, 26)])
    # In 2020 early May's was moved to a Friday, in 2022 spring's beside the jubilee.
    early = set() if year == 2020 else {_monday(year, 5, first=True)}
    spring = set() if year == 2022 else {_monday(year, 5, first=False)}
    expected = (
        fixed
        | early
        | spring
        | {_monday(year, 8, first=False)}
        | {easter - 2 * ONE, easter + ONE}
        | BY_PROCLAMATION.get(year, set())
    )
    assert {day for day in CALENDAR.holidays if day.year == year} == expected


def test_the_calendar_says_where_it_was_read() -> None:
    assert source_of_bank_holidays().href.startswith("https://www.gov.uk/")


# What is due


@pytest.mark.parametrize("law", list(Law))
@pytest.mark.parametrize("route", list(Route))
def test_every_law_and_route_has_an_answer_with_its_reasons(law: Law, route: Route) -> None:
    for light in (True, False):
        duty = outcome_duty(
            law,
            route=route,
            light_touch=light,
            ground=Ground.RIGHTS if route is Route.DIRECT else None,
            bidders=2,
        )
        assert duty.reasons
        assert duty.standstill <= (law is not Law.BELOW)
        assert (duty.letters is Letters.NONE) is (route is Route.DIRECT)


@pytest.mark.parametrize(
    ("law", "route", "more", "letters", "notice", "stands"),
    [
        (Law.ACT, Route.OPEN, {}, Letters.SUMMARY, True, True),
        (Law.ACT, Route.MULTI_STAGE, {}, Letters.SUMMARY, True, True),
        (Law.ACT, Route.OPEN, {"light_touch": True}, Letters.SUMMARY, True, False),
        (Law.ACT, Route.CALL_OFF, {}, Letters.FEEDBACK, True, False),
        (Law.ACT, Route.DIRECT, {"ground": Ground.RIGHTS}, Letters.NONE, True, True),
        (Law.ACT, Route.DIRECT, {"ground": Ground.URGENCY}, Letters.NONE, True, False),
        (Law.ACT, Route.DIRECT, {"ground": Ground.USER_CHOICE}, Letters.NONE, False, False),
        (Law.PCR, Route.OPEN, {}, Letters.STANDSTILL, False, True),
        (Law.PCR, Route.OPEN, {"bidders": 1}, Letters.FEEDBACK, False, False),
        (Law.PCR, Route.CALL_OFF, {}, Letters.FEEDBACK, False, False),
        (Law.BELOW, Route.QUOTES, {}, Letters.FEEDBACK, False, False),
    ],
)
def test_what_the_law_asks_for(
    law: Law, route: Route, more: dict[str, Any], letters: Letters, notice: bool, stands: bool
) -> None:
    duty = outcome_duty(law, route=route, **{"light_touch": False, "bidders": 3, **more})
    assert (duty.letters, duty.award_notice, duty.standstill) == (letters, notice, stands)


# Routes


@pytest.mark.parametrize("route", list(Route))
def test_every_stage_of_a_route_is_taken_or_skipped_with_a_reason_and_a_basis(route: Route) -> None:
    rule = ROUTES[route]
    assert {*rule.stages, *(each.stage for each in rule.skips)} == set(Stage)
    assert all(each.because and each.basis.href.startswith("https://") for each in rule.skips)
    for state in way(route):
        standing = [each.standing for each in stages_of(route, state)]
        # What is done comes before what is now, and that before what is to come.
        order = [each for each in standing if each != "skipped"]
        assert order == sorted(order, key=["done", "now", "to come"].index)
        assert order.count("now") == (0 if state == "contracted" else 1)


def test_every_ground_says_where_it_is_laid_down() -> None:
    assert set(GROUNDS) == set(Ground)
    assert all(each.basis.href.startswith("https://www.legislation.gov.uk/") for each in GROUNDS.values())


def _moved(days: list[date]) -> set[date]:
    taken: set[date] = {day for day in days if day.weekday() < 5}
    for day in (day for day in days if day.weekday() >= 5):
        later = (day + ONE * number for number in range(1, 5))
        taken.add(next(each for each in later if each.weekday() < 5 and each not in taken))
    return taken


def _monday(year: int, month: int, *, first: bool) -> date:
    if first:
        day = date(year, month, 1)
        return day + ONE * (-day.weekday() % 7)
    day = date(year, month, 31)
    return day - ONE * day.weekday()


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
