"""Quantity times proxy: held to examples worked by hand, and to a second writing of it in whole pennies."""

from __future__ import annotations

from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.valuation_rule import RULE, VERSION, ProxyValue, value

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "valuation_rule.yaml").read_text(encoding="utf-8")
)


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def a_proxy_value(each: str | Decimal, low: Decimal | None = None, high: Decimal | None = None) -> ProxyValue:
    return ProxyValue(
        ref="ABC123",
        value=Decimal(each),
        low=low,
        high=high,
        ledger="fiscal",
        price_year=2025,
        unit="apprenticeships",
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["case"])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    each, gives = example["each"], example["gives"]
    proxy = a_proxy_value(each["value"], decimal(each.get("low")), decimal(each.get("high")))
    valued = value(Decimal(example["quantity"]), unit="apprenticeships", proxy=proxy)
    assert str(valued.amount) == gives["amount"]
    assert (valued.low, valued.high) == (decimal(gives.get("low")), decimal(gives.get("high")))


def in_pennies(quantity: Decimal, each: Decimal) -> Decimal:
    """The same by whole numbers alone: hundredths times hundredths, and half a penny upwards."""
    parts = int(quantity.scaleb(2)) * int(each.scaleb(2))
    return Decimal((parts + 50) // 100).scaleb(-2)


hundredths = st.integers(0, 10**11).map(lambda number: Decimal(number).scaleb(-2))


@given(quantity=hundredths, each=hundredths)
def test_it_is_what_whole_pennies_give_whatever_precision_the_caller_works_in(
    quantity: Decimal, each: Decimal
) -> None:
    with localcontext() as context:
        context.prec = 60
        expected = in_pennies(quantity, each)
    with localcontext() as context:
        context.prec = 6
        valued = value(quantity, unit="apprenticeships", proxy=a_proxy_value(each, each, each))
    assert valued.amount == valued.low == valued.high == expected
    assert valued.amount.as_tuple().exponent == -2


def test_the_settings_are_all_a_reader_needs_to_get_the_same_digits() -> None:
    proxy = a_proxy_value("16.41", Decimal("10.00"), Decimal("20.00"))
    valued = value(Decimal("7.25"), unit="apprenticeships", proxy=proxy)
    assert valued.settings == {
        "rule": RULE,
        "version": VERSION,
        "proxy": "ABC123",
        "quantity": "7.25",
        "unit": "apprenticeships",
        "value": "16.41",
        "low": "10.00",
        "high": "20.00",
        "ledger": "fiscal",
        "price_year": 2025,
    }


def test_a_proxy_without_a_range_gives_none() -> None:
    valued = value(Decimal(3), unit="apprenticeships", proxy=a_proxy_value("2.00"))
    assert (valued.low, valued.high, valued.settings["low"], valued.settings["high"]) == (
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(("quantity", "unit"), [("-0.01", "apprenticeships"), ("3", "apprenticeship_weeks")])
def test_less_than_nothing_and_another_unit_are_refused(quantity: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be valued|the proxy in"):
        value(Decimal(quantity), unit=unit, proxy=a_proxy_value("2.00"))
