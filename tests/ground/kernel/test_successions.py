"""Figures as it was and as it is now: sums are kept under merging, and what went to several is not divided."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.successions import Followed, RolledUp, roll_up, standing_in

DAY = date(2023, 4, 1)
BODIES = "abcdefgh"


def followed(*pairs: str, on: date = DAY) -> list[Followed]:
    return [Followed(pair[0], pair[1], on) for pair in pairs]


def test_a_merger_adds_and_a_split_is_told_apart() -> None:
    figures = {"a": Decimal(3), "b": Decimal(4), "c": Decimal(5), "d": Decimal(6)}
    assert roll_up(figures, followed("ad", "bd", "ce", "cf"), on=DAY) == RolledUp(
        known={"d": Decimal(13)}, divided={"c": (Decimal(5), frozenset("ef"))}
    )


def test_the_day_before_nothing_has_happened() -> None:
    figures = {"a": Decimal(3), "c": Decimal(5)}
    rolled = roll_up(figures, followed("ad", "ce", "cf"), on=DAY - timedelta(days=1))
    assert rolled == RolledUp(known=figures, divided={})


def test_parts_that_come_together_again_are_known() -> None:
    assert standing_in("a", followed("ab", "ac", "bd", "cd"), on=DAY) == {"d"}


def test_several_steps_are_followed_only_as_far_as_they_had_come() -> None:
    steps = [Followed("a", "b", DAY), Followed("b", "c", DAY + timedelta(days=365))]
    assert standing_in("a", steps, on=DAY) == {"b"}
    assert standing_in("a", steps, on=DAY + timedelta(days=400)) == {"c"}


def test_a_circle_is_refused_and_names_who_is_in_it() -> None:
    with pytest.raises(ValueError, match="a follows itself, by way of b"):
        roll_up({"a": Decimal(1)}, followed("ab", "ba"), on=DAY)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Decimal], list[Followed], date]:
    """Bodies that only those later in the alphabet follow, so that there is no circle."""
    steps = [
        Followed(BODIES[before], BODIES[after], DAY + timedelta(days=draw(st.integers(-3, 3))))
        for before in range(len(BODIES))
        for after in draw(st.sets(st.integers(before + 1, len(BODIES)), max_size=2))
        if after < len(BODIES)
    ]
    figures = draw(
        st.dictionaries(
            st.sampled_from(BODIES), st.decimals(min_value=0, max_value=10**9, places=2), max_size=len(BODIES)
        )
    )
    return figures, steps, DAY + timedelta(days=draw(st.integers(-4, 4)))


def plainly(
    figures: dict[str, Decimal], steps: list[Followed], on: date
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Each figure walks from body to body, one step of one body at a time, until nobody in hand is followed."""
    known: dict[str, Decimal] = {}
    divided: dict[str, Decimal] = {}
    for body, figure in figures.items():
        hand = [body]
        while True:
            moving = [one for one in hand if any(s.predecessor == one and s.on <= on for s in steps)]
            if not moving:
                break
            hand.remove(moving[0])
            hand += [
                s.successor
                for s in steps
                if s.predecessor == moving[0] and s.on <= on and s.successor not in hand
            ]
        if len(hand) == 1:
            known[hand[0]] = known.get(hand[0], Decimal(0)) + figure
        else:
            divided[body] = figure
    return known, divided


@given(worlds())
def test_it_says_what_a_plain_walk_says(world: tuple[dict[str, Decimal], list[Followed], date]) -> None:
    figures, steps, on = world
    rolled = roll_up(figures, steps, on=on)
    known, divided = plainly(figures, steps, on)
    assert rolled.known == known
    assert {body: figure for body, (figure, _) in rolled.divided.items()} == divided


@given(worlds())
def test_what_comes_in_goes_out(world: tuple[dict[str, Decimal], list[Followed], date]) -> None:
    figures, steps, on = world
    rolled = roll_up(figures, steps, on=on)
    total = sum(rolled.known.values()) + sum(figure for figure, _ in rolled.divided.values())
    assert total == sum(figures.values())
    still_followed = {one.predecessor for one in steps if one.on <= on}
    assert not still_followed & rolled.known.keys()
    assert all(len(ends) > 1 for _, ends in rolled.divided.values())
