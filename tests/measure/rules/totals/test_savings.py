"""Savings: whose budget, which year, how known, and never cashable with the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel.money import Money
from fourfold.measure.rules.totals.basis import Figure, NotAdded, Total
from fourfold.measure.rules.totals.savings import Confidence, Saving, SavingLine, Savings, savings
from tests.measure.rules.totals.examples import PRICES, called, examples, pounds


def saved(each: dict[str, Any]) -> Saving:
    given = {**each, "money": pounds(each["amount"]), "confidence": Confidence(each["confidence"])}
    del given["amount"]
    return Saving(**given)


def table(given: list[Saving]) -> Savings:
    return savings(given, prices=PRICES, figure=Figure.VERIFIED)


def amount(total: Total) -> Decimal:
    return Decimal(total.as_data()["amount"])


@pytest.mark.parametrize("example", examples("savings"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = table([saved(each) for each in example["savings"]])

    def written(lines: tuple[SavingLine, ...]) -> list[list[object]]:
        return [
            [
                each.total.basis.part.value,
                each.agency,
                each.budget,
                each.year,
                each.total.as_data()["amount"],
                each.confidence.value,
            ]
            for each in lines
        ]

    for key, gives in example["gives"].items():
        assert written(getattr(found, key)) == gives
    assert found.altogether[0].methods == ("Accounts", "Forecast")
    assert "only what a budget is lowered by" in str(found.altogether[0].total)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"),
            st.sampled_from("XY"),
            st.integers(2024, 2026),
            st.decimals(-900, 900, places=2),
            st.booleans(),
        ),
        max_size=9,
    )
)
@settings(deadline=None, max_examples=50)
def test_every_grouping_adds_up_to_the_same(given: list[tuple[str, str, int, Decimal, bool]]) -> None:
    found = table(
        [
            Saving(
                str(place),
                agency,
                budget,
                year,
                pounds(each),
                "Accounts",
                Confidence.MEASURED,
                cashable,
                "Somebody",
            )
            for place, (agency, budget, year, each, cashable) in enumerate(given)
        ]
    )
    for cashable in (True, False):
        pence = sum(int(each * 100) for *_, each, is_so in given if is_so is cashable)
        for lines in (found.lines, found.by_agency, found.by_year, found.altogether):
            own = [each for each in lines if (each.total.basis.part.value == "cashable") is cashable]
            assert sum(int(amount(each.total) * 100) for each in own) == pence


ONE = examples("savings")[0]["savings"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agency": " "}, "S1 does not say its agency"),
        ({"budget": "tbc"}, "S1 does not say its budget"),
        ({"method": "n/a"}, "S1 does not say its method"),
        ({"agreed_by": ""}, "S1 is cashable and nobody is named"),
        ({"amount": "NaN"}, "not an amount of money"),
    ],
)
def test_a_saving_of_nobody_is_refused(change: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        saved({**ONE, **change})


def test_a_pound_is_saved_once_and_in_the_accounts_currency() -> None:
    with pytest.raises(NotAdded, match="S1 is claimed twice"):
        table([saved(ONE), saved({**ONE, "agency": "Hospital"})])
    euros = saved({**ONE, "ref": "S9"})
    with pytest.raises(NotAdded, match="S9 is in EUR"):
        table(
            [
                Saving(
                    **{
                        **{f: getattr(euros, f) for f in euros.__slots__},
                        "money": Money(Decimal(1), "EUR", PRICES),
                    }
                )
            ]
        )
