"""A value map valued: held to an independent plain writing of the same, and to what must hold of any map."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings

from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.precision import exact, plain
from fourfold.measure.rules.valuation.returns import pooled_ratio
from fourfold.measure.rules.valuation.value_map import RateClass, Row, ValueMap
from fourfold.measure.rules.valuation.valuing import value_map
from tests.builders.value_maps import a_map, a_row, maps


def plainly(given: ValueMap) -> tuple[list[list[float]], float, float, float]:
    """Written from the definition in floats, sharing nothing with the rules: values by year, worth of all, its scale, inputs."""
    by_row, worth, scale = [], 0.0, 0.0

    def factor(rate_class: RateClass, year: int) -> float:
        bands = given.settings.schedules[rate_class].bands
        rates = {
            each: float(band.rate)
            for band in bands
            for each in range(band.from_year, (band.to_year or 40) + 1)
        }
        exponents = {"start": 0.0, "end": 1.0, "middle": 0.5}
        before = math.prod(1 / (1 + rates[each]) for each in range(1, year))
        return before * math.pow(1 + rates[year], -exponents[given.settings.timing.value])

    for row in given.rows:
        assert row.quantity is not None
        assert row.proxy is not None
        cut = row.deductions
        first = (
            float(row.quantity)
            * float(row.proxy)
            * (1 - float(cut.deadweight))
            * (1 - float(cut.displacement))
            * (1 - float(cut.attribution))
            * (1 - float(cut.leakage))
        )
        lasts, year, values = float(row.duration_years), 1, []
        while lasts > 1e-12:
            part = 1.0 if given.settings.partial_year == "full" else min(1.0, lasts)
            values.append(first * part * (1 - float(row.drop_off)) ** (year - 1))
            worth += values[-1] * factor(row.rate_class, year)
            scale += abs(values[-1])
            lasts, year = lasts - 1, year + 1
        by_row.append(values)
    inputs = sum(
        float(each.amount) * (1 if each.year is None else factor(RateClass.STANDARD, each.year))
        for each in given.inputs
    )
    return by_row, worth, scale, inputs


@given(maps)
@settings(deadline=None)
def test_an_independent_plain_writing_agrees_to_a_billionth(given: ValueMap) -> None:
    by_row, worth, scale, inputs = plainly(given)
    found = value_map(given)
    for row, values in zip(found.rows, by_row, strict=True):
        assert [float(each) for each in row.by_year] == pytest.approx(values, rel=1e-9, abs=1e-300)
    # Where gains and losses nearly cancel, a billionth of what was added up.
    assert float(found.returns.present_value) == pytest.approx(worth, rel=1e-9, abs=1e-12 * scale)
    assert float(found.returns.inputs) == pytest.approx(inputs, rel=1e-9)
    assert found.returns.ratio is not None
    assert float(found.returns.ratio) == pytest.approx(worth / inputs, rel=1e-9, abs=1e-12 * scale / inputs)


@given(maps)
@settings(deadline=None, max_examples=25)
def test_the_callers_precision_changes_no_digit(given: ValueMap) -> None:
    once = value_map(given)
    with localcontext() as context:
        context.prec = 5
        context.rounding = "ROUND_UP"
        again = value_map(given)
    assert repr(once) == repr(again)


@given(maps)
@settings(deadline=None, max_examples=25)
def test_net_ratio_is_one_less_and_rows_add_up(given: ValueMap) -> None:
    found = value_map(given).returns
    assert found.ratio is not None
    assert found.net_ratio is not None
    with exact():
        assert found.npv == found.present_value - found.inputs
        assert abs(found.ratio - 1 - found.net_ratio) < Decimal("1e-30") * (1 + abs(found.ratio))


def test_drop_off_begins_with_the_second_year() -> None:
    row = a_row(drop_off=Decimal("0.1"), duration_years=Decimal(3), deductions=Deductions())
    assert value_map(a_map(row)).rows[0].by_year == (510000, 459000, 413100)


def test_what_drops_off_whole_is_there_for_one_year() -> None:
    assert value_map(a_map(a_row(drop_off=Decimal(1)))).rows[0].by_year == (214200, 0)


@pytest.mark.parametrize(
    ("partial_year", "lasts", "years"),
    [
        (PartialYear.FRACTION, "2.1", ["1000", "1000", "100"]),
        (PartialYear.FULL, "2.1", ["1000", "1000", "1000"]),
        (PartialYear.FRACTION, "0.5", ["500"]),
        (PartialYear.FULL, "0.5", ["1000"]),
        (PartialYear.FRACTION, "2.0", ["1000", "1000"]),
    ],
)
def test_a_part_of_a_year_counts_as_the_setting_says(
    partial_year: PartialYear, lasts: str, years: list[str]
) -> None:
    row = Row("All", "Better", Decimal(lasts), impact=Decimal(1000))
    assert [plain(each) for each in value_map(a_map(row, partial_year=partial_year)).rows[0].by_year] == years


@pytest.mark.parametrize(
    ("timing", "expected"),
    [(Timing.START, "100.00"), (Timing.END, "90.91"), (Timing.MIDDLE, "95.35")],
)
def test_the_first_year_is_discounted_as_the_timing_says(timing: Timing, expected: str) -> None:
    row = Row("All", "Better", Decimal(1), impact=Decimal(100))
    found = value_map(a_map(row, rate="0.1", timing=timing)).returns.present_value
    assert f"{found:.2f}" == expected


def test_a_negative_outcome_takes_away() -> None:
    gain, loss = a_row(), a_row(proxy=Decimal(-8500))
    found = value_map(a_map(gain, loss)).returns
    assert (found.present_value, found.ratio, found.net_ratio) == (0, 0, -1)


def test_nothing_put_in_has_no_ratio() -> None:
    found = value_map(a_map(inputs="0")).returns
    assert (found.ratio, found.net_ratio, found.payback_years) == (None, None, None)


def test_a_pooled_ratio_is_of_sums_and_not_the_mean_of_ratios() -> None:
    one = value_map(a_map(Row("All", "Better", Decimal(1), impact=Decimal(900)), inputs="100", rate="0"))
    other = value_map(a_map(Row("All", "Better", Decimal(1), impact=Decimal(900)), inputs="900", rate="0"))
    assert (one.returns.ratio, other.returns.ratio) == (9, 1)
    assert pooled_ratio([one.returns, other.returns]) == Decimal("1.8")
    assert pooled_ratio([]) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"drop_off": Decimal("-0.1")}, "drop_off is -0.1"),
        ({"quantity": None}, "needs a quantity and a proxy"),
        ({"impact": Decimal(3)}, "neither quantity nor proxy"),
        ({"quantity": Decimal(-1), "proxy": Decimal(-1)}, "a benefit of two losses"),
        ({"duration_years": Decimal(0)}, "not above 0"),
        ({"duration_years": Decimal(501)}, "at most 500"),
        ({"duration_years": Decimal("NaN")}, "not above 0"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        a_row(**changes)


@pytest.mark.parametrize("share", ["1.001", "-0.2", "NaN", "Infinity"])
@pytest.mark.parametrize("name", ["deadweight", "displacement", "attribution", "leakage"])
def test_a_deduction_is_a_share(name: str, share: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is {share}: a deduction is a fraction from 0 to 1"):
        Deductions(**{name: Decimal(share)})


def test_a_schedule_that_is_too_short_is_refused_with_the_year() -> None:
    schedule = replace(
        RateSchedule.flat(Decimal("0.03")),
        bands=(replace(RateSchedule.flat(Decimal("0.03")).bands[0], to_year=1),),
    )
    with pytest.raises(ValueError, match="no rate for year 2: it ends with year 1"):
        value_map(a_map(schedules={RateClass.STANDARD: schedule}))
