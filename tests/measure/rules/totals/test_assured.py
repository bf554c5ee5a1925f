"""Delivered up to what was committed; beyond it apart; what has no pounds stays a count."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel.money import Money, PriceBasis
from fourfold.ground.kernel.quantities import UNITS, Quantity, unit_of
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.measure.rules.totals.assured import Delivered, UnitValue, assured_account
from fourfold.measure.rules.totals.basis import NotAdded, Part, Total
from tests.measure.rules.totals.examples import PRICES, called, examples, pounds

HOURS = UNITS["hours"]


def delivered(
    ref: str,
    committed: str | Decimal,
    done: str | Decimal,
    *values: UnitValue,
    unit: str = "hours",
    outcome: str = "Advice",
) -> Delivered:
    of = unit_of(unit)
    return Delivered(ref, outcome, Quantity(Decimal(committed), of), Quantity(Decimal(done), of), values)


def by_ledger(totals: tuple[Total, ...]) -> dict[str, str]:
    return {each.basis.ledgers[0]: each.as_data()["amount"] for each in totals}


@pytest.mark.parametrize("example", examples("assured"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = assured_account(
        [
            delivered(
                each["ref"],
                each["committed"],
                each["delivered"],
                *(
                    UnitValue(ledger, pounds(text), unit_of(each["unit"]))
                    for ledger, text in each["values"].items()
                ),
                unit=each["unit"],
                outcome=each["outcome"],
            )
            for each in example["promises"]
        ],
        prices=PRICES,
    )
    assert by_ledger(found.totals) == example["gives"]["totals"]
    assert by_ledger(found.above) == example["gives"]["above"]
    assert [
        [
            each.outcome,
            each.counted.unit.code,
            *(str(one.amount) for one in (each.counted, each.above, each.missing)),
        ]
        for each in found.counts
    ] == example["gives"]["counts"]
    assert {each.basis.part for each in found.totals} <= {Part.UP_TO_COMMITMENT}
    assert {each.basis.part for each in found.above} <= {Part.ABOVE_COMMITMENT}


amounts = st.decimals(0, 10**4, places=2)
random_deliveries = st.lists(
    st.tuples(
        amounts,
        amounts,
        st.dictionaries(st.sampled_from(["fiscal", "social", "spend"]), st.decimals(-500, 500, places=2)),
    ),
    max_size=8,
)


@given(random_deliveries)
@settings(deadline=None, max_examples=60)
def test_a_plain_writing_agrees_and_nothing_is_lost(
    given: list[tuple[Decimal, Decimal, dict[str, Decimal]]],
) -> None:
    found = assured_account(
        [
            delivered(
                str(place),
                one,
                other,
                *(UnitValue(ledger, pounds(each), HOURS) for ledger, each in values.items()),
            )
            for place, (one, other, values) in enumerate(given)
        ],
        prices=PRICES,
    )
    # In whole ten-thousandths of a pound, which the rules never use.
    counted: dict[str, int] = {}
    everything: dict[str, int] = {}
    for one, other, values in given:
        for ledger, each in values.items():
            pence, cap, done = int(each * 100), int(one * 100), int(other * 100)
            counted[ledger] = counted.get(ledger, 0) + pence * min(cap, done)
            everything[ledger] = everything.get(ledger, 0) + pence * done
    totals, above = by_ledger(found.totals), by_ledger(found.above)
    assert {ledger: int(Decimal(each) * 10_000) for ledger, each in totals.items()} == counted
    assert {
        ledger: int((Decimal(totals[ledger]) + Decimal(above.get(ledger, 0))) * 10_000) for ledger in totals
    } == everything


@given(amounts, amounts)
@settings(deadline=None, max_examples=30)
def test_counted_and_above_are_what_was_delivered(one: Decimal, other: Decimal) -> None:
    found = delivered("P", one, other)
    assert found.counted + found.above == found.delivered
    assert found.counted + found.missing == found.committed
    assert not (found.above and found.missing)


def test_precise_refusals() -> None:
    with pytest.raises(ValueError, match="a value without a unit values nothing"):
        UnitValue("fiscal", pounds(1), None)
    with pytest.raises(ValueError, match="no ledger “joy”"):
        UnitValue("joy", pounds(1), HOURS)
    with pytest.raises(NotAdded, match="people cannot be valued by pounds for one hour"):
        assured_account(
            [delivered("P", "1", "1", UnitValue("fiscal", pounds(1), HOURS), unit="people")], prices=PRICES
        )
    with pytest.raises(NotAdded, match="P is promised in hours and delivered in people"):
        Delivered("P", "Advice", Quantity(Decimal(1), HOURS), Quantity(Decimal(1), UNITS["people"]))
    with pytest.raises(NotAdded, match="P has two values in one ledger"):
        delivered("P", "1", "1", UnitValue("fiscal", pounds(1), HOURS), UnitValue("fiscal", pounds(2), HOURS))
    with pytest.raises(NotAdded, match="given twice"):
        assured_account([delivered("P", "1", "1"), delivered("P", "1", "1")], prices=PRICES)
    for bad in ("NaN", "Infinity", "-1"):
        with pytest.raises(NotUnderstood):
            delivered("P", "1", bad)


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(Decimal(1), "EUR", PRICES), "P is in EUR, and the account is in GBP"),
        (Money(Decimal(1), "GBP", PriceBasis(2019)), "P is in 2019 prices, and the total in 2024 prices"),
    ],
)
def test_money_that_is_not_the_accounts_is_refused(money: Money, said: str) -> None:
    with pytest.raises(NotAdded, match=said):
        assured_account([delivered("P", "2", "1", UnitValue("fiscal", money, HOURS))], prices=PRICES)
