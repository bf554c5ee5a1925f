"""Every level adds up to what was delivered, to the penny."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, NotAdded, Total
from fourfold.measure.rules.totals.roll_up import Level, Link, Rung, roll_up
from tests.measure.rules.totals.examples import PRICES, called, examples, pounds

BASIS = Basis(("social",), Figure.VERIFIED, PRICES)


def rolled(deliverables: dict[str, Any], links: dict[str, list[Any]]) -> tuple[Rung, ...]:
    return roll_up(
        [Amount(name, "social", pounds(text)) for name, text in deliverables.items()],
        links={Level(level): [Link(*each) for each in those] for level, those in links.items()},
        basis=BASIS,
    )


def amount(total: Total) -> str:
    return str(total.as_data()["amount"])


@pytest.mark.parametrize("example", examples("roll_up"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = rolled(example["deliverables"], example["links"])
    assert {
        each.level.value: [{name: amount(one) for name, one in each.totals.items()}, amount(each.not_linked)]
        for each in found
    } == example["gives"]


names = st.sampled_from("abcd")
some_links = st.dictionaries(st.tuples(names, names), st.integers(1, 5), max_size=9)


@given(st.dictionaries(names, st.integers(-9999, 99999)), some_links, some_links, some_links)
@settings(deadline=None, max_examples=80)
def test_all_levels_add_up_and_stay_within_pennies_of_exact_parts(
    given: dict[str, int],
    one: dict[tuple[str, str], int],
    two: dict[tuple[str, str], int],
    three: dict[tuple[str, str], int],
) -> None:
    below = {f"1{name}" for name in given}
    links: dict[str, list[Any]] = {}
    for height, (level, those) in enumerate(
        (("objective", one), ("outcome", two), ("priority", three)), start=1
    ):
        links[level] = [
            (f"{height}{low}", f"{height + 1}{high}", weight)
            for (low, high), weight in those.items()
            if f"{height}{low}" in below
        ]
        below = {high for _, high, _ in links[level]}
    found = rolled({f"1{name}": Decimal(pence) / 100 for name, pence in given.items()}, links)
    exact = {f"1{name}": Fraction(pence) for name, pence in given.items()}
    for rung in found:
        pence = {name: int(Decimal(amount(each)) * 100) for name, each in rung.totals.items()}
        assert sum(pence.values()) + int(Decimal(amount(rung.not_linked)) * 100) == sum(given.values())
        if rung.level is not Level.DELIVERABLE:
            above: dict[str, Fraction] = {}
            for low, high, weight in links[rung.level.value]:
                all_weights = sum(each for name, _, each in links[rung.level.value] if name == low)
                above[high] = above.get(high, Fraction(0)) + exact[low] * weight / all_weights
            exact = above
        assert pence.keys() == exact.keys()
        # No link moves a sum by a penny or more; there are at most nine on each of three levels.
        assert all(abs(pence[name] - exact[name]) < 27 for name in pence)


def test_precise_refusals() -> None:
    with pytest.raises(ValueError, match="weight of a in b is not above nought"):
        Link("a", "b", 0)
    with pytest.raises(NotAdded, match="Safer is linked from b, which is not there"):
        rolled({"a": "1"}, {"objective": [("b", "Safer")]})
    with pytest.raises(NotAdded, match="a link is given twice"):
        rolled({"a": "1"}, {"objective": [("a", "b"), ("a", "b", 2)]})
    with pytest.raises(NotAdded, match="a is finer than a penny"):
        rolled({"a": "1.005"}, {})
    with pytest.raises(NotAdded, match="a stands in the ledger “fiscal”"):
        roll_up([Amount("a", "fiscal", pounds(1))], links={}, basis=BASIS)
    with pytest.raises(NotAdded, match="a deliverable is given twice"):
        roll_up([Amount("a", "social", pounds(1))] * 2, links={}, basis=BASIS)
