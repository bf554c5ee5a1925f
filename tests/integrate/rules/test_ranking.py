"""The ranking by the published formula, held to a plain second writing of it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.ranking import Entrant, Weighed, points_mark, price_mark, rank

PRICE, QUALITY, SOCIAL = (
    Weighed("price", Decimal(40), is_price=True),
    Weighed("quality", Decimal(40), is_price=False),
    Weighed("social", Decimal(20), is_price=False),
)


def bid(
    ref: str, price: Decimal | str | int, quality: Decimal | str | int, social: Decimal | str | int
) -> Entrant:
    return Entrant(ref, Decimal(price), {"quality": Decimal(quality), "social": Decimal(social)})


def test_a_ranking_worked_by_hand() -> None:
    """Lowest price 80,000. A: 40×80/100 = 32, 40×4/5 = 32, 20×5/5 = 20: 84. B: 40, 40×3/5 = 24, 20×3/5 = 12: 76."""
    placed = rank([PRICE, QUALITY, SOCIAL], [bid("A", 100_000, 4, 5), bid("B", 80_000, 3, 3)], most=5)
    assert [(each.ref, each.place, each.total) for each in placed] == [
        ("A", 1, Decimal(84)),
        ("B", 2, Decimal(76)),
    ]
    assert placed[0].marks == {"price": Decimal(32), "quality": Decimal(32), "social": Decimal(20)}


def test_equal_totals_share_a_place_and_the_next_place_is_left_out() -> None:
    placed = rank(
        [PRICE, QUALITY, SOCIAL], [bid("B", 10, 3, 3), bid("A", 10, 3, 3), bid("C", 20, 3, 3)], most=5
    )
    assert [(each.ref, each.place) for each in placed] == [("A", 1), ("B", 1), ("C", 3)]


def test_no_bids_give_no_ranking() -> None:
    assert rank([PRICE, QUALITY, SOCIAL], [], most=5) == ()


def test_a_price_of_nothing_takes_all_the_marks_and_leaves_none_to_others() -> None:
    assert price_mark(Decimal(0), lowest=Decimal(0), weight=Decimal(40)) == Decimal(40)
    assert price_mark(Decimal(5), lowest=Decimal(0), weight=Decimal(40)) == Decimal(0)


@pytest.mark.parametrize("weights", [("40", "40", "19.99"), ("40", "40", "20.01"), ("0", "0", "0")])
def test_weights_that_do_not_add_to_100_are_refused(weights: tuple[str, str, str]) -> None:
    criteria = [
        Weighed(each.ref, Decimal(weight), each.is_price)
        for each, weight in zip((PRICE, QUALITY, SOCIAL), weights, strict=True)
    ]
    with pytest.raises(ValueError, match="add up to 100"):
        rank(criteria, [bid("A", 1, 1, 1)], most=5)


@pytest.mark.parametrize("points", ["-0.01", "5.01"])
def test_points_outside_the_scale_are_refused(points: str) -> None:
    with pytest.raises(ValueError, match="not between"):
        points_mark(Decimal(points), most=5, weight=Decimal(10))


def test_missing_points_are_never_taken_for_nothing() -> None:
    with pytest.raises(KeyError):
        rank([PRICE, QUALITY, SOCIAL], [Entrant("A", Decimal(1), {"quality": Decimal(3)})], most=5)


prices = st.decimals(min_value=0, max_value=10**9, places=2)
points = st.decimals(min_value=0, max_value=5, places=2)
some_bids = st.lists(st.tuples(prices, points, points), min_size=1, max_size=6)


def two_places(value: Fraction) -> Decimal:
    """Half up, from whole numbers alone."""
    hundredths = (value * 100 * 2 + 1) // 2
    return Decimal(int(hundredths)).scaleb(-2)


@given(some_bids)
def test_the_ranking_agrees_with_a_plain_second_writing(bids: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    entrants = [bid(f"bid{number:02}", *each) for number, each in enumerate(bids)]
    lowest = min(Fraction(each[0]) for each in bids)
    expected = {}
    for entrant, (price, quality, social) in zip(entrants, bids, strict=True):
        share = Fraction(1) if price == 0 else lowest / Fraction(price)
        expected[entrant.ref] = (
            two_places(40 * share)
            + two_places(40 * Fraction(quality) / 5)
            + two_places(20 * Fraction(social) / 5)
        )
    placed = rank([PRICE, QUALITY, SOCIAL], entrants, most=5)
    assert {each.ref: each.total for each in placed} == expected
    for each in placed:
        assert each.place == 1 + sum(total > each.total for total in expected.values())


@given(some_bids, st.randoms(use_true_random=False))
def test_the_ranking_does_not_depend_on_the_order_of_bids(
    bids: list[tuple[Decimal, Decimal, Decimal]], random: Random
) -> None:
    entrants = [bid(f"bid{number:02}", *each) for number, each in enumerate(bids)]
    shuffled = list(entrants)
    random.shuffle(shuffled)
    assert rank([PRICE, QUALITY, SOCIAL], entrants, most=5) == rank(
        [PRICE, QUALITY, SOCIAL], shuffled, most=5
    )


@pytest.mark.parametrize("score", ["price", "quality", "social"])
@given(bids=some_bids, which=st.integers(0, 5), better=points, share=st.integers(0, 100))
def test_a_better_score_of_any_criterion_never_brings_a_bid_down(
    score: str, bids: list[tuple[Decimal, Decimal, Decimal]], which: int, better: Decimal, share: int
) -> None:
    which %= len(bids)
    price, quality, social = bids[which]
    improved = list(bids)
    improved[which] = {
        "price": ((price * share / 100).quantize(Decimal("0.01")), quality, social),
        "quality": (price, max(quality, better), social),
        "social": (price, quality, max(social, better)),
    }[score]
    place = {
        name: {
            each.ref: each.place
            for each in rank(
                [PRICE, QUALITY, SOCIAL],
                [bid(f"bid{number:02}", *one) for number, one in enumerate(rows)],
                most=5,
            )
        }
        for name, rows in (("before", bids), ("after", improved))
    }
    assert place["after"][f"bid{which:02}"] <= place["before"][f"bid{which:02}"]


def test_rounding_is_half_up() -> None:
    assert points_mark(Decimal("2.5"), most=5, weight=Decimal("0.01")) == Decimal("0.005").quantize(
        Decimal("0.01"),
        ROUND_HALF_UP,
    )
