"""Parts of what several authorities buy add up to the whole, in whatever order they are named."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.rules.joint_parts import SharedBy, parts, what_is_wrong

EXAMPLES: Any = read_yaml(
    (Path(__file__).parents[2] / "worked_examples" / "joint_parts.yaml").read_text()
).tree
SHARES = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=3),
    st.decimals("0.01", 99_999, places=2),
    min_size=2,
    max_size=12,
)
WHOLES = st.one_of(st.decimals(0, 10**9, places=2), st.integers(0, 10**6).map(Decimal))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    found = parts(
        Decimal(example["whole"]),
        {name: Decimal(share) for name, share in example["shares"].items()},
        whole_units=example.get("whole_units") == "yes",
    )
    assert {name: str(part) for name, part in found.items()} == example["parts"]


@given(WHOLES, SHARES, st.booleans(), st.randoms())
def test_parts_are_the_whole_never_negative_and_alike_in_any_order(
    whole: Decimal, shares: dict[str, Decimal], whole_units: bool, chance: Random
) -> None:
    found = parts(whole, shares, whole_units=whole_units)
    assert sum(found.values()) == whole
    step = Decimal(1) if whole_units and whole == int(whole) else Decimal("0.01")
    together = Fraction(sum(shares.values()))
    for key, part in found.items():
        assert part >= 0
        assert part % step == 0
        # Within one step of what it would be exactly.
        assert abs(Fraction(part) - Fraction(whole) * Fraction(shares[key]) / together) < Fraction(step)
    shuffled = sorted(shares, key=lambda _: chance.random())
    assert parts(whole, {key: shares[key] for key in shuffled}, whole_units=whole_units) == found


@given(WHOLES, SHARES)
def test_a_larger_share_never_has_the_smaller_part(whole: Decimal, shares: dict[str, Decimal]) -> None:
    found = parts(whole, shares)
    in_order = sorted(shares, key=shares.__getitem__)
    for smaller, larger in pairwise(in_order):
        assert shares[smaller] == shares[larger] or found[smaller] <= found[larger]


@pytest.mark.parametrize(
    ("by", "shares", "says"),
    [
        ("percent", ("60", "40"), ""),
        ("percent", ("60", "39.99"), "must add to 100%; they add to 99.99%"),
        ("percent", ("100",), "Two authorities or more"),
        ("percent", ("100", "0"), "more than nothing"),
        ("pounds", ("600", "400"), ""),
        ("pounds", ("600", "401"), "must add to the estimate, £1,000.00; they add to £1,001.00"),
        ("quantity", ("7", "1200"), ""),
    ],
)
def test_shares_that_cannot_stand_say_why(by: str, shares: tuple[str, ...], says: str) -> None:
    given_shares = {str(place): Decimal(share) for place, share in enumerate(shares)}
    wrong = what_is_wrong(SharedBy(by), given_shares, estimate=Decimal("1000.00"))
    assert says in wrong
    assert bool(wrong) is bool(says)


def test_shares_in_pounds_need_an_estimate() -> None:
    shares = {"a": Decimal(1), "b": Decimal(1)}
    assert "there is none yet" in what_is_wrong(SharedBy.POUNDS, shares, estimate=None)
