"""What a contract's staff, length and value make feasible: worked by hand, and what must hold of any pledge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import UNITS
from fourfold.integrate.rules.feasibility import (
    Figures,
    Pledge,
    Size,
    Verdict,
    feasibility,
    number,
    pounds,
    together,
    years_of,
)

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "evaluation" / "feasibility.yaml").read_text(
        encoding="utf-8"
    )
)
FIGURES = Figures(**{name: Decimal(value) for name, value in EXAMPLES["figures"].items()})


def decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def exact(text: str) -> Fraction:
    over, _, under = text.partition("/")
    return Fraction(Decimal(over)) / Fraction(Decimal(under or "1"))


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["says"][:30])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    size = Size(
        decimal(example["size"]["value"]),
        None if example["size"]["years"] is None else exact(example["size"]["years"]),
        decimal(example["size"]["staff"]),
    )
    pledge = Pledge("ref", "title", example["pledge"]["unit"], Decimal(example["pledge"]["quantity"]))
    found = feasibility(pledge, size, FIGURES)
    assert found.verdict == example["verdict"]
    assert found.most == (None if example["most"] is None else exact(example["most"]))
    if example["cost"] is None:
        assert found.cost is None
    else:
        assert found.cost is not None
        assert abs(found.cost - Fraction(example["cost"])) < Fraction(1, 1000)


def test_the_arithmetic_is_told_step_by_step() -> None:
    pledge = Pledge("ref", "Jobs", "jobs", Decimal(11))
    found = feasibility(pledge, Size(Decimal(260_000), Fraction(2), Decimal(4)), FIGURES)
    assert found.steps == (
        "One is paid for 37 hours × 52 weeks at £12.71 an hour at least: £24,454.04.",
        "The contract is worth £260,000.00 at most: £260,000.00 ÷ £24,454.04 = 10.63.",
        "Its staff: 4 full-time × 1,716.8 hours a year × 2 years = 13,734.4 hours; ÷ 1,716.8 hours = 8.",
        "Pledged: 11, and at most 8 are feasible.",
    )


amounts = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2)


@given(st.sampled_from(sorted(UNITS)), amounts, amounts, amounts, st.integers(1, 120))
def test_what_is_beyond_stays_beyond_in_a_smaller_contract_and_with_a_larger_pledge(
    unit: str, quantity: Decimal, value: Decimal, staff: Decimal, months: int
) -> None:
    size = Size(value, Fraction(months, 12), staff)
    found = feasibility(Pledge("r", "t", unit, quantity), size, FIGURES)
    if found.most is None:
        assert found.verdict == Verdict.NOT_KNOWN
        return
    assert found.verdict == (Verdict.BEYOND if Fraction(quantity) > found.most else Verdict.WITHIN)
    more = feasibility(Pledge("r", "t", unit, quantity + 1), size, FIGURES)
    smaller = feasibility(
        Pledge("r", "t", unit, quantity), Size(value / 2, Fraction(months, 12), staff), FIGURES
    )
    if found.verdict == Verdict.BEYOND:
        assert more.verdict == smaller.verdict == Verdict.BEYOND


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2027, 3, 1), date(2029, 2, 28), "2"),
        (date(2024, 2, 29), date(2025, 2, 28), "1"),
        (date(2027, 4, 1), date(2027, 4, 1), "1/366"),
        (date(2026, 4, 1), date(2027, 9, 30), "549/366"),
    ],
)
def test_the_length_of_a_contract_goes_by_the_calendar(first: date, last: date, years: str) -> None:
    assert years_of(first, last) == exact(years)


def test_costs_are_added_where_they_are_known() -> None:
    size = Size(None, None, None)
    findings = [
        feasibility(Pledge("a", "a", unit, Decimal(10)), size, FIGURES)
        for unit in ("pounds", "hours", "trees")
    ]
    assert together(findings) == Fraction("137.1")


def test_numbers_are_told_with_two_places_at_most() -> None:
    assert [number(Fraction(each)) for each in ("1", "0.005", "1234.5", "1000", "2/3")] == [
        "1",
        "0.01",
        "1,234.5",
        "1,000",
        "0.67",
    ]
    assert pounds(Fraction("1234.5")) == "£1,234.50"
