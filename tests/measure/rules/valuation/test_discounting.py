"""Schedules of rates: without gap or overlap, and with the factors that the Green Book prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.measure.rules.valuation.discounting import RateBand, RateSchedule, Timing, present_value

GREEN_BOOK = RateSchedule(
    tuple(
        RateBand(first, last, Decimal(rate))
        for first, last, rate in [
            (1, 30, "0.035"),
            (31, 75, "0.03"),
            (76, 125, "0.025"),
            (126, 200, "0.02"),
            (201, 300, "0.015"),
            (301, None, "0.01"),
        ]
    ),
    name="Green Book, standard",
)


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        (1, "0.96618"),
        (10, "0.70892"),
        (30, "0.35628"),
        (31, "0.34590"),
        (75, "0.09421"),
        (125, "0.02741"),
    ],
)
def test_the_factors_are_those_of_the_green_book(year: int, printed: str) -> None:
    assert f"{GREEN_BOOK.factors(year, timing=Timing.END)[-1]:.5f}" == printed


def test_the_start_of_a_year_is_the_end_of_the_one_before() -> None:
    assert GREEN_BOOK.factors(40, timing=Timing.START)[1:] == GREEN_BOOK.factors(40, timing=Timing.END)[:-1]


def test_the_middle_of_a_year_lies_between_in_proportion() -> None:
    triples = zip(*(GREEN_BOOK.factors(40, timing=timing) for timing in Timing), strict=True)
    for start, end, middle in triples:
        assert middle * middle == pytest.approx(start * end)


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ([(2, None, "0.03")], "no rate for years 1 to 1"),
        ([(1, 5, "0.03"), (8, None, "0.02")], "no rate for years 6 to 7"),
        ([(1, 5, "0.03"), (5, None, "0.02")], "two rates for year 5"),
        ([(1, None, "0.03"), (6, None, "0.02")], "only the last band"),
        ([(1, 0, "0.03")], "ends in year 0, before it begins in year 1"),
        ([(1, None, "3.5")], 'not a fraction from 0 to below 1: 3.5% is "0.035"'),
        ([(1, None, "-0.01")], "not a fraction"),
        ([(1, None, "NaN")], "not a fraction"),
        ([], "no band"),
    ],
)
def test_a_schedule_with_a_hole_or_a_wrong_rate_is_refused(
    bands: list[tuple[int, int | None, str]], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        RateSchedule(tuple(RateBand(first, last, Decimal(rate)) for first, last, rate in bands), name="x")


def test_one_rate_is_known_as_such() -> None:
    assert RateSchedule.flat(Decimal("0.035")).flat_rate == Decimal("0.035")
    assert GREEN_BOOK.flat_rate is None


def test_a_present_value_is_what_each_year_is_worth_today() -> None:
    factors = RateSchedule.flat(Decimal("0.25")).factors(2, timing=Timing.END)
    assert present_value([Decimal(125), Decimal(250)], factors) == 260
