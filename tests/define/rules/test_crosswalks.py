"""What follows from links between frameworks, and what excludes what: held to sets, and to a second, plain way of finding it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.crosswalks import INVERSE, Link, Relation, after, closure, contradictions, within
from fourfold.define.rules.exclusions import Clash, clashes
from fourfold.define.rules.licences import LicenceState, standing
from fourfold.define.rules.once_per_person import Claim, repeats

SAME, NARROWER, BROADER, OVERLAPS = Relation.SAME, Relation.NARROWER, Relation.BROADER, Relation.OVERLAPS
NODES = tuple("abcdef")
links = st.lists(
    st.builds(Link, st.sampled_from(NODES), st.sampled_from(list(Relation)), st.sampled_from(NODES)).filter(
        lambda link: link.one != link.other
    ),
    max_size=8,
)


def holds(one: frozenset[int], relation: Relation, other: frozenset[int]) -> bool:
    return {
        SAME: one == other,
        NARROWER: one <= other,
        BROADER: one >= other,
        OVERLAPS: bool(one & other),
    }[relation]


@pytest.mark.parametrize(("first", "second"), list(product(Relation, Relation)))
def test_what_follows_is_what_is_true_of_all_sets(first: Relation, second: Relation) -> None:
    """By trying every three sets of three things: what follows always holds, and nothing that always holds is left out."""
    sets = [frozenset(each for each in range(3) if number >> each & 1) for number in range(1, 8)]
    threes = [(a, c) for a, b, c in product(sets, repeat=3) if holds(a, first, b) and holds(b, second, c)]
    always = {relation for relation in Relation if all(holds(a, relation, c) for a, c in threes)}
    follows = after(first, second)

    assert (follows is None and not always) or follows in always
    if always & {SAME, NARROWER, BROADER}:
        assert follows is not OVERLAPS


def plain_closure(given_links: list[Link]) -> set[tuple[str, Relation, str]]:
    """Round after round over all pairs, until a round brings nothing new."""
    known = {(link.one, link.relation, link.other) for link in given_links}
    known |= {(b, INVERSE[relation], a) for a, relation, b in known}
    while True:
        new = {
            (a, follows, d)
            for a, first, b in known
            for c, second, d in known
            if b == c and a != d and (follows := after(first, second)) is not None
        }
        if new <= known:
            return known
        known |= new


@settings(max_examples=60)
@given(links)
def test_the_closure_is_that_of_the_plain_way(given_links: list[Link]) -> None:
    found = closure(given_links)
    plain = plain_closure(given_links)
    firm = {SAME, NARROWER, BROADER}

    for pair in product(NODES, NODES):
        said = {relation for a, relation, b in plain if (a, b) == pair}
        assert found.get(pair, frozenset()) == frozenset(said & firm or said)


@settings(max_examples=40)
@given(links)
def test_the_closure_is_the_same_seen_from_either_side(given_links: list[Link]) -> None:
    for (one, other), held in closure(given_links).items():
        assert closure(given_links)[other, one] == frozenset(INVERSE[relation] for relation in held)


def test_narrower_and_broader_at_once_is_a_contradiction() -> None:
    assert contradictions(
        closure([Link("a", NARROWER, "b"), Link("b", NARROWER, "c"), Link("c", NARROWER, "a")])
    )
    assert contradictions(closure([Link("a", SAME, "b"), Link("b", NARROWER, "a")])) == (("a", "b"),)
    assert contradictions(closure([Link("a", NARROWER, "b"), Link("a", OVERLAPS, "b")])) == ()


def test_what_is_narrower_inherits_what_the_broader_excludes() -> None:
    related = closure([Link("mine", NARROWER, "jobs"), Link("theirs", SAME, "training")])
    excluded = frozenset({frozenset({"jobs", "training"})})

    assert clashes(["mine", "theirs"], excluded=excluded, related=related) == (
        Clash("mine", "theirs", ("jobs", "training")),
    )
    assert clashes(["jobs", "training"], excluded=excluded, related=related) == (
        Clash("jobs", "training", ("jobs", "training")),
    )
    assert clashes(["mine", "jobs"], excluded=excluded, related=related) == ()


@settings(max_examples=50)
@given(
    links,
    st.sets(st.frozensets(st.sampled_from(NODES), min_size=2, max_size=2), max_size=4),
    st.sets(st.sampled_from(NODES)),
)
def test_clashes_are_those_of_the_plain_way(
    given_links: list[Link], excluded: set[frozenset[str]], chosen: set[str]
) -> None:
    plain = plain_closure(given_links)

    def inside(node: str) -> set[str]:
        return {node} | {b for a, relation, b in plain if a == node and relation in {SAME, NARROWER}}

    wanted = {
        (one, other)
        for one, other in product(chosen, chosen)
        if one < other
        and any(frozenset({a, b}) in excluded for a in inside(one) for b in inside(other) if a != b)
    }
    related = closure(given_links)
    found = clashes(chosen, excluded=frozenset(excluded), related=related)

    assert {(clash.one, clash.other) for clash in found} == wanted
    assert all(within(related, node) == inside(node) for node in NODES)


MONDAY = date(2026, 11, 23)


def test_a_person_counts_on_the_first_day_whoever_claims_them_again() -> None:
    second = Claim("J1", "p", MONDAY + timedelta(days=7))
    first = Claim("J1", "p", MONDAY)
    same_day = Claim("J1", "p", MONDAY)
    other = Claim("J1", "q", MONDAY)
    hours = Claim("C1", "p", MONDAY)

    assert repeats([second, first, other, hours, hours], once={"J1"}) == (second,)
    assert repeats([first, same_day], once={"J1"}) == (same_day,)
    assert repeats([second, first], once=set()) == ()


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Claim,
            st.sampled_from(["J1", "J2"]),
            st.sampled_from("pqr"),
            st.dates(MONDAY, MONDAY + timedelta(days=5)),
        ),
        max_size=12,
    )
)
def test_what_is_left_counts_each_person_once_and_on_their_first_day(claims: list[Claim]) -> None:
    repeated = list(repeats(claims, once={"J1"}))
    left = list(claims)
    for claim in repeated:
        left.remove(claim)
    once = [claim for claim in left if claim.measure == "J1"]

    assert len({claim.person for claim in once}) == len(once)
    for claim in once:
        assert claim.on == min(
            each.on for each in claims if (each.measure, each.person) == ("J1", claim.person)
        )
    assert all(claim.measure == "J1" for claim in repeated)


@pytest.mark.parametrize(
    ("expires_on", "state"),
    [
        (None, LicenceState.IN_FORCE),
        (MONDAY, LicenceState.ENDS_SOON),
        (MONDAY - timedelta(days=1), LicenceState.LAPSED),
        (MONDAY + timedelta(days=59), LicenceState.ENDS_SOON),
        (MONDAY + timedelta(days=60), LicenceState.IN_FORCE),
    ],
)
def test_the_last_day_of_a_licence_still_counts(expires_on: date | None, state: LicenceState) -> None:
    assert standing(expires_on, on=MONDAY).state is state
