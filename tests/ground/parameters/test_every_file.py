"""Every file that ships is read, and says what its source says."""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from fourfold.ground.kernel.money import PriceBasis
from fourfold.ground.kernel.parameters import Ended, Known, NotChecked, NotYet
from fourfold.ground.parameters import all_parameters, all_rules, parameter

ROOT = Path(str(files("fourfold").joinpath("parameters")))


def known(key: str, day: date) -> Known:
    answer = parameter(key).at(day)
    assert isinstance(answer, Known), answer
    return answer


def test_every_file_in_parameters_is_read() -> None:
    in_folder = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()}
    assert len(in_folder) >= 4
    figures = {f"{key.replace('.', '/')}.yaml" for key in all_parameters()}
    rules = {f"law/rules/{key.replace('-', '_')}.yaml" for key in all_rules()}
    assert figures | rules == in_folder


def test_parameters_are_read_once() -> None:
    assert all_parameters() is all_parameters()


def test_every_answer_can_be_traced() -> None:
    for key, each in all_parameters().items():
        for from_day, dated in each.values.items():
            answer = each.at(from_day)
            assert isinstance(answer, Ended if dated.value is None else Known)
            assert (answer.key, answer.day, answer.from_day) == (key, from_day, from_day)
            assert len(answer.version) == 12
            assert answer.source.read >= date(2026, 1, 1)
        assert isinstance(each.at(date(2999, 1, 1)), NotChecked)
        assert isinstance(each.at(date(1900, 1, 1)), NotYet)


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("frameworks.social_value_model_2020.minimum_weighting", date(2025, 9, 30), "0.10"),
        ("frameworks.social_value_model_2025.minimum_weighting", date(2025, 10, 1), "0.10"),
        ("law.thresholds.services_sub_central", date(2013, 2, 1), "173934"),
        ("law.thresholds.services_sub_central", date(2025, 12, 31), "214904"),
        ("law.thresholds.services_sub_central", date(2026, 1, 1), "207720"),
        ("law.thresholds.services_central", date(2026, 1, 1), "135018"),
        ("valuation.discount_rates.standard_years_0_to_30", date(2026, 11, 23), "0.035"),
        ("valuation.discount_rates.standard_years_31_to_75", date(2026, 11, 23), "0.03"),
        ("valuation.discount_rates.health_years_0_to_30", date(2026, 11, 23), "0.015"),
        ("valuation.wellbeing.wellby_central", date(2026, 11, 23), "13000"),
        ("valuation.deflators.gdp_calendar_year", date(2019, 7, 1), "81.1085"),
    ],
)
def test_figures_on_their_days(key: str, day: date, value: str) -> None:
    assert known(key, day).value == Decimal(value)


def test_a_wellby_is_in_pounds_of_2019() -> None:
    assert known("valuation.wellbeing.wellby_low", date(2026, 1, 1)).price_basis == PriceBasis(2019)


def test_the_model_of_2020_ended() -> None:
    answer = parameter("frameworks.social_value_model_2020.minimum_weighting").at(date(2025, 10, 1))
    assert isinstance(answer, Ended)
    assert answer.text == "ended on 1 October 2025"


def test_the_published_discount_factors_follow_from_the_rates() -> None:
    """Year 1 is 0.96618, year 30 0.35628, year 31 0.34590: each year's factor is the last one's over 1 + its rate."""
    day = date(2026, 11, 23)
    first = known("valuation.discount_rates.standard_years_0_to_30", day).value
    second = known("valuation.discount_rates.standard_years_31_to_75", day).value
    year_30 = 1 / (1 + first) ** 30
    factors = [1 / (1 + first), year_30, year_30 / (1 + second), year_30 / (1 + second) ** 45]
    assert [round(factor, 5) for factor in factors] == [
        Decimal(each) for each in ("0.96618", "0.35628", "0.34590", "0.09421")
    ]


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"There is no parameter .valuation.nothing"):
        parameter("valuation.nothing")
