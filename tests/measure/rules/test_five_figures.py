"""The five figures: what holds between them, and that adding them up keeps it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.measure.rules.five_figures import FiveFigures, share_verified

amounts = st.decimals(min_value=0, max_value=10**6, places=2)


@st.composite
def figures(draw: st.DrawFn) -> FiveFigures:
    committed, reported = draw(amounts), draw(amounts)
    verified = draw(st.decimals(min_value=0, max_value=reported, places=2))
    return FiveFigures(
        committed=committed,
        due=draw(st.decimals(min_value=0, max_value=committed, places=2)),
        reported=reported,
        confirmed=draw(st.decimals(min_value=0, max_value=reported, places=2)),
        verified=verified,
        published=draw(st.decimals(min_value=0, max_value=verified, places=2)),
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"published": 2, "verified": 1, "reported": 3},
        {"verified": 4, "reported": 3},
        {"confirmed": 4, "reported": 3},
        {"due": 2, "committed": 1},
    ],
)
def test_figures_that_cannot_be_are_refused(broken: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"must hold|More is due"):
        FiveFigures(**{name: Decimal(number) for name, number in broken.items()})


def test_more_may_be_delivered_than_was_promised() -> None:
    ahead = FiveFigures(committed=Decimal(10), due=Decimal(5), reported=Decimal(20), verified=Decimal(20))
    assert share_verified(ahead) == 4


@given(st.lists(figures(), max_size=20))
def test_sums_hold_what_each_holds_and_are_the_sums_of_each_figure(many: list[FiveFigures]) -> None:
    total = sum(many, FiveFigures())
    for name in ("committed", "due", "reported", "confirmed", "verified", "published"):
        assert getattr(total, name) == sum(getattr(each, name) for each in many)


def test_the_share_is_of_what_is_due_and_not_known_while_nothing_is() -> None:
    assert share_verified(FiveFigures(committed=Decimal(100))) is None
    assert share_verified(
        FiveFigures(committed=Decimal(100), due=Decimal(50), reported=Decimal(40), verified=Decimal(30))
    ) == Decimal("0.6")
