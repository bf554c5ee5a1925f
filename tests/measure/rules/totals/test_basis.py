"""No total comes apart from what it is a total of."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import pytest

from fourfold.ground.kernel.money import Money, PriceBasis
from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, NotAdded, Part, Total, total
from tests.measure.rules.totals.examples import PRICES, pounds

VERIFIED = Basis(("fiscal",), Figure.VERIFIED, PRICES)
SAID = "£3.00 (saving to public budgets; verified, all of it; 2024 prices; GBP)"


def fiscal(money: Money, name: str = "Line 4") -> Amount:
    return Amount(name, "fiscal", money)


def test_every_way_of_printing_says_the_basis() -> None:
    found = total([fiscal(pounds(1)), fiscal(pounds(2))], basis=VERIFIED)
    assert str(found) == f"{found}" == repr(found) == "{}".format(found) == SAID  # noqa: UP032  each way of printing
    assert found.as_data()["amount"] == "3"
    assert found.as_data()["basis"]["words"] in SAID


def test_it_turns_into_no_bare_number() -> None:
    found = total([fiscal(pounds(1))], basis=VERIFIED)
    ways: tuple[Callable[[Any], object], ...] = (float, int, round, Decimal, json.dumps)
    for bare in ways:
        with pytest.raises(TypeError):
            bare(found)
    with pytest.raises(TypeError, match="not as a number in the format"):
        f"{found:,.2f}"


def test_totals_of_one_basis_are_added_and_compared_and_others_refused() -> None:
    one, two = (Total(pounds(each), VERIFIED) for each in (1, 2))
    assert one + two == Total(pounds(3), VERIFIED)
    assert one < two
    assert len({one, two, Total(pounds(1), VERIFIED)}) == 2
    for other in (
        Basis(("fiscal",), Figure.COMMITTED, PRICES),
        Basis(("fiscal",), Figure.VERIFIED, PRICES, Part.CASHABLE),
        Basis(("wellbeing",), Figure.VERIFIED, PRICES),
    ):
        with pytest.raises(NotAdded, match="unlike things: saving to public budgets; verified"):
            one + Total(pounds(1), other)
        with pytest.raises(NotAdded):
            assert one < Total(pounds(2), other)


def test_unlike_ledgers_are_added_only_with_a_reason_that_is_printed() -> None:
    both = ("economic", "wellbeing")
    with pytest.raises(ValueError, match="not added without a reason"):
        Basis(both, Figure.VERIFIED, PRICES)
    with pytest.raises(ValueError, match="not added without a reason"):
        Basis(both, Figure.VERIFIED, PRICES, because="n/a")
    basis = Basis(both, Figure.VERIFIED, PRICES, because="the funder asks for one figure")
    found = total([Amount("A", "economic", pounds(1)), Amount("B", "wellbeing", pounds(2))], basis=basis)
    assert str(found) == (
        "£3.00 (economic value + wellbeing value; verified, all of it; 2024 prices; GBP; "
        "added because the funder asks for one figure)"
    )


@pytest.mark.parametrize(
    ("ledgers", "because", "said"),
    [
        ((), "", "name at least one"),
        (("magic",), "", "no ledger “magic”"),
        (("fiscal", "fiscal"), "why", "named twice"),
        (("fiscal",), "why", "needs no reason"),
    ],
)
def test_a_basis_that_says_nothing_is_none(ledgers: tuple[str, ...], because: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Basis(ledgers, Figure.VERIFIED, PRICES, because=because)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Amount("Line 4", "social", pounds(1)), "Line 4 stands in the ledger “social”"),
        (fiscal(Money(Decimal(1), "EUR", PRICES)), "Line 4 is in EUR, and the account is in GBP"),
        (
            fiscal(Money(Decimal(1), "GBP", PriceBasis(2019))),
            "Line 4 is in 2019 prices, and the total in 2024 prices",
        ),
        (fiscal(Money(Decimal(1))), "Line 4 is in cash, and the total in 2024 prices"),
    ],
)
def test_what_does_not_suit_the_basis_is_refused_by_its_name(wrong: Amount, said: str) -> None:
    with pytest.raises(NotAdded, match=said):
        total([fiscal(pounds(1)), wrong], basis=VERIFIED)


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_amount_is_none(amount: str) -> None:
    with pytest.raises(ValueError, match="is not an amount of money"):
        pounds(amount)


def test_the_callers_precision_changes_no_digit() -> None:
    with localcontext() as own:
        own.prec = 3
        found = total([fiscal(pounds("123456.78")), fiscal(pounds("0.01"))], basis=VERIFIED)
        found += Total(pounds("0.01"), VERIFIED)
    assert found.as_data()["amount"] == "123456.8"
