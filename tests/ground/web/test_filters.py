from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import plural
from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.web import filters


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 14, 5, tzinfo=UTC), "23 November 2026 at 2:05pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026 at 12:30am"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "23 November 2026 at noon"),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "23 November 2026 at midnight"),
        (None, "not known yet"),
    ],
)
def test_moments_are_london_time(at: datetime | None, words: str) -> None:
    assert filters.moment(at) == words


def test_a_day_is_the_day_in_london() -> None:
    assert filters.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"
    assert filters.month_year(date(2026, 7, 1)) == "July 2026"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known yet"),
        (Absence.NOT_ASKED, "not asked"),
        (Decimal("1550.50"), "1,550.5"),
        (0, "0"),
        (-3, "−3"),
        (Money(Decimal("1234.56")), "£1,234.56"),
        (Quantity(Decimal(1), unit_of("homes")), "1 home"),
        (date(2026, 11, 23), "23 November 2026"),
        (True, "yes"),
    ],
)
def test_a_figure_is_shown_by_what_it_is(value: object, words: str) -> None:
    assert filters.figure(value) == words


def test_units_stand_in_the_right_number() -> None:
    assert filters.quantity(1, "hours") == "1 hour"
    assert filters.quantity(Decimal("2.50"), "hours") == "2.5 hours"
    assert filters.quantity(Decimal(6800000), "pounds") == "£6,800,000"
    assert filters.quantity(Decimal("0.5"), "pounds") == "£0.50"


def test_a_share_is_rounded_as_people_do() -> None:
    assert filters.percent(Decimal("0.125")) == "13%"
    assert filters.percent(Decimal("0.1255"), 1) == "12.6%"
    assert filters.percent(Decimal("-0.02")) == "−2%"


def test_a_short_amount_carries_the_exact_one() -> None:
    assert (
        filters.money_short(Decimal(6_812_345))
        == '<data value="6812345" title="£6,812,345.00">£6.8 million</data>'
    )
    assert filters.money_short(Decimal(412_345)) == "£412,345"


def test_typed_text_keeps_its_lines_and_loses_its_markup() -> None:
    assert (
        filters.lines("a <b>\r\nc\n\nd")
        == '<p class="govuk-body">a &lt;b&gt;<br>c</p>\n<p class="govuk-body">d</p>'
    )


def test_plurals() -> None:
    assert [
        plural(1, "promise"),
        plural(1200, "promise"),
        plural(2, "reply", "replies"),
    ] == [
        "1 promise",
        "1,200 promises",
        "2 replies",
    ]
