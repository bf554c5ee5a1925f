from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.weights import (
    Weighted,
    WeightProblem,
    check_weights,
    difference,
    in_words,
    total,
)


def weighted(**weights: str) -> list[Weighted]:
    return [Weighted(name, Decimal(weight), social=name == "social") for name, weight in weights.items()]


def words(criteria: list[Weighted], trivial_below: str | None = None) -> list[str]:
    least = None if trivial_below is None else Decimal(trivial_below)
    return [finding.words for finding in check_weights(criteria, trivial_below=least)]


def test_weights_that_add_to_100_can_stand() -> None:
    assert words(weighted(price="40", quality="39.95", social="20.05"), "10") == []


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (["60", "39.5"], "They add to 99.5; 0.5 is missing"),
        (["60", "41"], "They add to 101; that is 1 too much"),
        (["33.3333"] * 3, "They add to 99.9999; 0.0001 is missing"),
        ([], "They add to 0; 100 is missing"),
        (["1E+2", "0.00"], None),
    ],
)
def test_the_difference_is_named(weights: list[str], said: str | None) -> None:
    assert difference(map(Decimal, weights)) == said


def test_a_sum_is_exact_whatever_the_callers_precision() -> None:
    with localcontext() as context:
        context.prec = 2
        assert difference([Decimal("99.5"), Decimal("0.499")]) == "They add to 99.999; 0.001 is missing"


@given(st.lists(st.decimals(0, 100, places=4), max_size=12))
def test_the_sum_is_that_of_fractions(weights: list[Decimal]) -> None:
    exact = sum((Fraction(weight) for weight in weights), Fraction(0))
    assert Fraction(total(weights)) == exact
    assert (difference(weights) is None) == (exact == 100)


@given(st.decimals(-1000, 1000, allow_nan=False))
def test_a_number_in_words_is_the_number(number: Decimal) -> None:
    assert Decimal(in_words(number)) == number
    assert "E" not in in_words(number)


@pytest.mark.parametrize("weight", ["-1", "100.01", "NaN", "Infinity"])
def test_what_is_no_weight_stops_before_any_sum(weight: str) -> None:
    findings = check_weights([Weighted("Price", Decimal(weight)), Weighted("Quality", Decimal(40))])
    assert [(f.problem, f.criterion) for f in findings] == [(WeightProblem.NOT_A_WEIGHT, "Price")]


def test_a_weight_of_nothing_is_named() -> None:
    assert words(weighted(price="0", quality="100")) == [
        "price has weight 0, so it decides nothing. Give it a weight, or ask for it without scoring",
    ]


def test_no_criteria_at_all() -> None:
    assert words([]) == ["There are no award criteria yet. Add the first"]


def test_the_parts_of_a_criterion_add_to_its_weight() -> None:
    parts = (Weighted("Method", Decimal(25)), Weighted("Team", Decimal("9.5")))
    criteria = [Weighted("Price", Decimal(60)), Weighted("Quality", Decimal(40), parts=parts)]
    assert words(criteria) == [
        "The parts of Quality must add to its weight, 40. They add to 34.5; 5.5 is missing",
    ]


def test_a_trivial_social_weight_is_flagged_and_does_not_stop() -> None:
    (finding,) = check_weights(weighted(price="58", quality="40", social="2"), trivial_below=Decimal(10))
    assert finding.problem is WeightProblem.SOCIAL_IS_TRIVIAL
    assert not finding.stops
    assert finding.words == "Social value weighs 2 of 100, less than the 10 you hold to be the least"


def test_social_parts_count_and_a_weight_at_the_least_is_not_trivial() -> None:
    parts = (Weighted("Method", Decimal(30)), Weighted("Local jobs", Decimal(10), social=True))
    criteria = [Weighted("Price", Decimal(60)), Weighted("Quality", Decimal(40), parts=parts)]
    assert words(criteria, "10") == []
    assert words(criteria, "10.5") != []
