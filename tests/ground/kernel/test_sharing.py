from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.sharing import share_out


def test_the_earlier_wins_between_equals() -> None:
    assert share_out(Decimal(10), [1, 1, 1, 1], step=Decimal(1)) == tuple(map(Decimal, (3, 3, 2, 2)))


def test_who_weighs_nothing_gets_nothing() -> None:
    assert share_out(Decimal(5), [0, 2, 1], step=Decimal(1)) == tuple(map(Decimal, (0, 3, 2)))


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_shares_add_up_and_are_within_a_step(steps: int, weights: list[int]) -> None:
    shares = share_out(Decimal(steps), weights, step=Decimal(1))
    assert sum(shares) == steps
    for share, weight in zip(shares, weights, strict=True):
        assert abs(int(share) * sum(weights) - steps * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_weights_that_share_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(Decimal(1), weights, step=Decimal(1))


@pytest.mark.parametrize(("total", "step"), [("NaN", "1"), ("1", "0"), ("1", "-1"), ("0.015", "0.01")])
def test_a_total_that_is_not_whole_steps_is_refused(total: str, step: str) -> None:
    with pytest.raises(ValueError, match="steps of"):
        share_out(Decimal(total), [1], step=Decimal(step))
