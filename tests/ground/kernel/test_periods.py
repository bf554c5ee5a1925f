from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.periods import (
    DayNotUnderstood,
    FinancialYear,
    Period,
    Quarter,
    SpreadBy,
    day_text,
    parse_day,
    parse_day_fields,
    quarters_between,
    spread,
)
from fourfold.ground.kernel.refusals import NotUnderstood

days = st.dates(min_value=date(1900, 4, 1), max_value=date(2200, 3, 31))
near_days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "23 November 2026",
        "23/11/2026",
        "23/11/26",
        "23 11 26",
        "23-11-2026",
        "23.11.2026",
        "23 nov 2026",
        "23nov2026",
        "  23   NOVEMBER  2026 ",
        "23rd November 2026",
        "23rd of November, 2026",
        "November 23, 2026",
        "2026-11-23",
        "Monday 23 November 2026",
        "Mon 23/11/26",
    ],
)
def test_days_as_people_type_them(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a date, such as 23 November 2026"),
        ("-", "is not a whole date"),
        ("tomorrow", "is not a whole date"),
        ("November 2026", "is not a whole date"),
        ("20261123", "is not a whole date"),
        ("30 February 2026", "30 February 2026 does not exist: February 2026 has 28 days"),
        ("29/2/2027", "29 February 2027 does not exist: February 2027 has 28 days"),
        ("31 April 2026", "31 April 2026 does not exist: April 2026 has 30 days"),
        ("0/11/2026", "0 November 2026 does not exist"),
        ("11/23/2026", "There is no month 23. Enter the day before the month"),
        ("23 Novembre 2026", "is not a month"),
        ("23 no 2026", "is not a month"),
        ("aa/11/2026", "is not a day of a month"),
        ("23/11/206", "is not a year"),
        ("23/11/0026", "The year must be between 1900 and 2200, not 26"),
        ("23/11/2926", "The year must be between 1900 and 2200, not 2926"),
        ("٢٣/11/2026", "is not a day of a month"),
        ("Tuesday 23 November 2026", "23 November 2026 is a Monday, not a Tuesday"),
    ],
)
def test_a_day_that_cannot_be_read_says_why(typed: str, says: str) -> None:
    with pytest.raises(DayNotUnderstood) as refusal:
        parse_day(typed)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("boxes", "says", "fields"),
    [
        (("", "", ""), "Enter a date", ("day", "month", "year")),
        (("", "11", "2026"), "The date must include a day", ("day",)),
        (("23", " ", ""), "The date must include a month and a year", ("month", "year")),
        (("32", "11", "2026"), "32 November 2026 does not exist", ("day",)),
        (("23", "13", "2026"), "There is no month 13", ("month",)),
        (("23", "11", "x"), "is not a year", ("year",)),
    ],
)
def test_three_boxes_say_which_is_at_fault(
    boxes: tuple[str, str, str], says: str, fields: tuple[str, ...]
) -> None:
    with pytest.raises(DayNotUnderstood) as refusal:
        parse_day_fields(*boxes)
    assert says in str(refusal.value)
    assert refusal.value.fields == fields


def test_two_digits_of_a_year_are_of_this_century_up_to_69() -> None:
    assert parse_day_fields("1", "1", "69") == date(2069, 1, 1)
    assert parse_day_fields("1", "January", "70") == date(1970, 1, 1)


@given(days)
def test_a_day_as_shown_can_be_typed_back(day: date) -> None:
    assert parse_day(day_text(day)) == day
    assert parse_day(f"{day:%d/%m/%Y}") == day
    assert parse_day(day.isoformat()) == day
    assert parse_day_fields(str(day.day), str(day.month), str(day.year)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    try:
        parse_day(text)
    except DayNotUnderstood as refusal:
        assert str(refusal)  # noqa: PT017  either outcome is allowed, another exception is not


@pytest.mark.parametrize("typed", ["2025 to 2026", "2025/26", "2025-26", "2025-2026", " 2025\u201326 "])
def test_financial_years_as_people_write_them(typed: str) -> None:
    year = FinancialYear.parse(typed)
    assert (year.start, year.end, year.label) == (date(2025, 4, 1), date(2026, 3, 31), "2025 to 2026")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2025", "is not a financial year"),
        ("", "is not a financial year"),
        ("2025 to 2027", "ends in 2026, not in 2027"),
        ("0025/26", "between 1899 and 2200"),
    ],
)
def test_what_is_no_financial_year_says_why(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says):
        FinancialYear.parse(typed)


def test_the_last_quarter_is_in_the_next_calendar_year() -> None:
    labels = [quarter.label for quarter in FinancialYear(2026).quarters]
    assert labels == [
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
        "January to March 2027",
    ]


@given(days)
def test_every_day_is_in_its_quarter_and_year(day: date) -> None:
    quarter, year = Quarter.containing(day), FinancialYear.containing(day)
    assert day in quarter.period
    assert day in year.period
    assert quarter.financial_year == year
    assert quarter.following.start == quarter.end + timedelta(days=1)
    assert year.following.preceding == year
    assert sum(each.period.days for each in year.quarters) == year.period.days


@pytest.mark.parametrize(("typed", "starting"), [("1 January 1900", 1899), ("31 December 2200", 2200)])
def test_every_day_that_can_be_typed_is_in_a_financial_year(typed: str, starting: int) -> None:
    assert Quarter.containing(parse_day(typed)).financial_year == FinancialYear(starting)


def test_a_fifth_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="quarters 1 to 4, not 5"):
        Quarter(FinancialYear(2026), 5)


def test_a_period_has_both_its_ends() -> None:
    one_day = Period(date(2026, 11, 23), date(2026, 11, 23))
    assert one_day.days == 1
    assert date(2026, 11, 23) in one_day
    assert date(2026, 11, 24) not in one_day
    assert one_day.overlaps(Period(date(2026, 11, 1), date(2026, 11, 23)))
    assert not one_day.overlaps(Period(date(2026, 11, 24), date(2026, 11, 30)))
    with pytest.raises(
        ValueError, match="cannot end on 22 November 2026, before it starts on 23 November 2026"
    ):
        Period(date(2026, 11, 23), date(2026, 11, 22))


@given(near_days, near_days, near_days, near_days)
def test_overlaps_are_the_days_in_both(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    shared = one.overlap(other)
    starts_inside = one.start in other or other.start in one
    assert one.overlaps(other) == starts_inside == (shared is not None)
    if shared is not None:
        assert shared.start in one
        assert shared.start in other
        assert shared.end in one
        assert shared.end in other


def test_a_promise_over_a_part_of_a_year() -> None:
    year = FinancialYear(2026)
    over = Period(date(2026, 5, 1), date(2026, 12, 31))
    assert spread(Decimal(10), over, by=SpreadBy.EQUALLY, whole_units=True) == {
        year.quarters[0]: Decimal(4),
        year.quarters[1]: Decimal(3),
        year.quarters[2]: Decimal(3),
    }
    by_days = spread(Decimal(245), over, by=SpreadBy.DAYS, whole_units=True)
    assert list(by_days.values()) == [Decimal(61), Decimal(92), Decimal(92)]


def test_half_a_person_is_not_spread() -> None:
    over = FinancialYear(2026).period
    with pytest.raises(ValueError, match="not a whole number of steps"):
        spread(Decimal("1.5"), over, by=SpreadBy.DAYS, whole_units=True)


def plain_spread(total: Decimal, over: Period, *, by: SpreadBy, step: Decimal) -> list[Decimal]:
    """A second, plain implementation: counts days one by one, gives steps out one by one, in exact fractions."""
    count: dict[tuple[int, int], int] = {}
    day = over.start
    while day <= over.end:
        calendar_quarter = (day.year, (day.month - 1) // 3)
        count[calendar_quarter] = count.get(calendar_quarter, 0) + 1
        day += timedelta(days=1)
    if by is SpreadBy.EQUALLY:
        count = dict.fromkeys(count, 1)
    all_steps = int(Fraction(total) / Fraction(step))
    exact = [Fraction(all_steps) * part / sum(count.values()) for part in count.values()]
    given_out = [int(part) for part in exact]
    for _ in range(all_steps - sum(given_out)):
        furthest = max(range(len(exact)), key=lambda place: (exact[place] - given_out[place], -place))
        given_out[furthest] += 1
    return [part * step for part in given_out]


@given(near_days, st.integers(0, 1500), st.integers(0, 10**7), st.sampled_from(SpreadBy), st.booleans())
def test_spreading_agrees_with_a_plain_implementation(
    start: date, length: int, units: int, by: SpreadBy, whole_units: bool
) -> None:
    over = Period(start, start + timedelta(days=length))
    total = Decimal(units) if whole_units else Decimal(units).scaleb(-3)
    step = Decimal(1) if whole_units else Decimal("0.000001")
    shares = spread(total, over, by=by, whole_units=whole_units)
    assert tuple(shares) == quarters_between(over.start, over.end)
    assert sum(shares.values()) == total
    assert list(shares.values()) == plain_spread(total, over, by=by, step=step)


@given(near_days, near_days)
def test_quarters_between_cover_the_days_and_no_more(a: date, b: date) -> None:
    quarters = quarters_between(min(a, b), max(a, b))
    assert min(a, b) in quarters[0].period
    assert max(a, b) in quarters[-1].period
    assert all(later.start == earlier.end + timedelta(days=1) for earlier, later in pairwise(quarters))
