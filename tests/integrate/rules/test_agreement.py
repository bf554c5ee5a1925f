"""How far evaluators agree: the published example to the digit, and against a plain second implementation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.exchange.evaluation.answer import about
from fourfold.integrate.rules.agreement import FEWEST_ITEMS, agreement, ordinal_alpha
from fourfold.integrate.rules.scale import DEFAULT_SCALE, descriptor_of
from fourfold.integrate.rules.spread import Spread, spread_of

PUBLISHED = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "evaluation" / "agreement.yaml").read_text(
        encoding="utf-8"
    )
)["published"]


def test_the_published_example_comes_out_to_the_digit() -> None:
    rows = [row.split() for row in PUBLISHED["observers"].values()]
    items = [[int(value) for value in unit if value != "."] for unit in zip(*rows, strict=True)]
    alpha = ordinal_alpha(items)
    assert alpha is not None
    assert about(alpha, 3) == PUBLISHED["ordinal_alpha"]
    found = agreement(items, evaluators=4)
    assert (found.alpha, found.items, found.too_few) == (alpha, 11, False)


def plain_alpha(items: list[list[int]]) -> Fraction | None:
    """Pair by pair, without coincidences: the mean squared distance within items over that between any two values."""
    values = sorted(value for item in items if len(item) > 1 for value in item)

    def distance(one: int, other: int) -> Fraction:
        low, high = min(one, other), max(one, other)
        between = sum(low < value < high for value in values)
        return (
            (Fraction(values.count(low) + values.count(high), 2) + between) ** 2
            if low < high
            else Fraction(0)
        )

    within = Fraction(0)
    for item in items:
        pairs = [distance(a, b) for at, a in enumerate(item) for to, b in enumerate(item) if at != to]
        within += sum(pairs, Fraction(0)) / (len(item) - 1) if len(item) > 1 else 0
    every = [distance(a, b) for at, a in enumerate(values) for to, b in enumerate(values) if at != to]
    total = sum(every, Fraction(0))
    return None if not total else 1 - (within / len(values)) / (total / len(every))


scores = st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=8)


@given(scores)
def test_alpha_agrees_with_the_plain_second_writing(items: list[list[int]]) -> None:
    assert ordinal_alpha(items) == plain_alpha(items)


@given(scores, st.randoms(use_true_random=False))
def test_alpha_does_not_depend_on_who_scored_first(items: list[list[int]], random: object) -> None:
    mixed = [list(reversed(item)) for item in reversed(items)]
    assert ordinal_alpha(mixed) == ordinal_alpha(items)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(2, 4)), min_size=2, max_size=8))
def test_perfect_agreement_is_one(items: list[tuple[int, int]]) -> None:
    alpha = ordinal_alpha([[points] * evaluators for points, evaluators in items])
    assert alpha == (1 if len({points for points, _ in items}) > 1 else None)


@pytest.mark.parametrize("number", [0, FEWEST_ITEMS - 1, FEWEST_ITEMS])
def test_of_too_few_items_nothing_is_said(number: int) -> None:
    items = [[at % 5, at % 5] for at in range(number)]
    found = agreement([*items, [3]], evaluators=2)
    assert found.items == number
    assert found.too_few is (number < FEWEST_ITEMS)
    assert (found.alpha is None) is found.too_few


@pytest.mark.parametrize(
    ("points", "expected", "wide"),
    [
        ([], None, None),
        ([3], Spread(3, 3, Decimal("3.00"), 1), False),
        ([3, 4], Spread(3, 4, Decimal("3.50"), 2), False),
        ([2, 4, 5], Spread(2, 5, Decimal("3.67"), 3), True),
        ([1, 3], Spread(1, 3, Decimal("2.00"), 2), True),
    ],
)
def test_a_gap_over_one_band_is_wide(points: list[int], expected: Spread | None, wide: bool | None) -> None:
    found = spread_of(points)
    assert found == expected
    assert (None if found is None else found.wide) is wide


def test_points_between_two_bands_have_the_words_of_both() -> None:
    words = {points: f"{points}: {each}" for points, each in DEFAULT_SCALE.items()}
    assert descriptor_of(Decimal("3.00"), DEFAULT_SCALE) == words[3]
    assert descriptor_of(Decimal("3.25"), DEFAULT_SCALE) == f"Between {words[3]} and {words[4]}"
    for wrong in ("-0.01", "5.01"):
        with pytest.raises(ValueError, match="not on the scale"):
            descriptor_of(Decimal(wrong), DEFAULT_SCALE)
