"""The effort of measuring against what is measured."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel.money import DifferentMoney, Money
from fourfold.measure.rules.methods.method import Gives, Hours, Method
from fourfold.measure.rules.methods.proportion import Effort, Marks, Proportion, Weight, proportion, suiting

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "methods" / "proportion.yaml").read_text(
        encoding="utf-8"
    )
)
MARKS = Marks(Decimal("0.05"), Decimal("0.2"))


def cash(amount: str | int | Decimal) -> Money:
    return Money(Decimal(amount))


def of(
    hours: str | Decimal, measured: str | Decimal, *, besides: str = "0", an_hour: str = "25"
) -> Proportion:
    return proportion(
        Effort(Decimal(hours), cash(an_hour), cash(besides)), measured=cash(measured), marks=MARKS
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = of(example["hours"], example["measured"], besides=example["besides"])
    gives = example["gives"]
    assert found.cost == cash(gives["cost"])
    assert found.weight.value == gives["weight"]
    if gives["share"] is None:
        assert found.share is None
    else:
        assert found.share is not None
        assert str(found.share.quantize(Decimal(gives["share"]), ROUND_HALF_UP)) == gives["share"]


def test_a_warning_says_hours_pounds_share_and_what_to_do() -> None:
    assert of("200", "30000", besides="3000").words == (
        "Measuring takes 200 hours and £8,000.00: 26.7% of the £30,000.00 that it is about. That is out of proportion: "
        "count what is counted anyway, or measure several such contracts together."
    )
    assert "12.5% of the £4,000.00 that it is about. Say why" in of("20", "4000").words
    assert "2% of the £25,000.00 that it is about, which is in proportion" in of("20", "25000").words
    assert of("1", "0").words == "Measuring takes 1 hour and £25.00, and nothing is measured by it."


@given(st.decimals(0, 500, places=1), st.integers(1, 10**6), st.integers(0, 60), st.integers(0, 9000))
@settings(deadline=None, max_examples=60)
def test_a_plain_writing_agrees(hours: Decimal, measured: int, an_hour: int, besides: int) -> None:
    found = of(hours, str(measured), besides=str(besides), an_hour=str(an_hour))
    # In tenths of a pound, without division: at most a twentieth, at most a fifth.
    cost = int(hours * 10) * an_hour + besides * 10
    expected = (
        Weight.IN_PROPORTION
        if 20 * cost <= measured * 10
        else Weight.HEAVY
        if 5 * cost <= measured * 10
        else Weight.OUT_OF_PROPORTION
    )
    assert found.weight is expected


def a_method(key: str, most: str) -> Method:
    return Method(
        key,
        key,
        "",
        Gives.COUNTS,
        None,
        ("x",),
        "",
        Hours(Decimal(0), Decimal(0)),
        Hours(Decimal(1), Decimal(most)),
        (),
    )


def test_the_size_from_which_a_method_suits_is_its_effort_over_the_mark() -> None:
    small, large = suiting(
        [a_method("study", "100"), a_method("count", "4")],
        years=Decimal(2),
        an_hour=cash(25),
        besides=cash(0),
        measured=cash(10_000),
        marks=MARKS,
    )
    assert (small.method.key, small.at_most.weight, small.from_size) == (
        "count",
        Weight.IN_PROPORTION,
        cash(4_000),
    )
    assert (large.method.key, large.at_most.weight, large.from_size) == (
        "study",
        Weight.OUT_OF_PROPORTION,
        cash(100_000),
    )
    assert (large.at_least.hours, large.at_most.hours) == (2, 200)
    at_its_size = of("200", large.from_size.amount)
    assert (at_its_size.share, at_its_size.weight) == (Decimal("0.05"), Weight.IN_PROPORTION)


def test_precise_refusals() -> None:
    with pytest.raises(ValueError, match="are not below nought"):
        of("-1", "1")
    with pytest.raises(ValueError, match="are not below nought"):
        of("NaN", "1")
    with pytest.raises(ValueError, match="worth less than nothing"):
        of("1", "-1")
    with pytest.raises(DifferentMoney, match="Cannot compare GBP and EUR"):
        proportion(Effort(Decimal(1), cash(1), cash(1)), measured=Money(Decimal(1), "EUR"), marks=MARKS)
    for routine, most in (("5", "20"), ("0.2", "0.05"), ("0", "0.1")):
        with pytest.raises(ValueError, match="marks are fractions, the lower first"):
            Marks(Decimal(routine), Decimal(most))
    for least, most in (("2", "1"), ("-1", "1"), ("0", "Infinity")):
        with pytest.raises(ValueError, match="hours go from the least to the most"):
            Hours(Decimal(least), Decimal(most))
