"""Two versions word by word: nothing of either is lost, and what stayed is not marked."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.comparison import Kind, Mark, Piece, compare, word_changes
from fourfold.define.rules.policy_text import (
    AskedText,
    CommitmentText,
    MeasureText,
    OutcomeText,
    PolicyText,
    PrincipleText,
    PriorityText,
)

HOURS = MeasureText("OLD", "Hours given", "hours", "Time given free.")
POLICY = PolicyText(
    title="Our policy",
    owner="Fern Council",
    number=1,
    state="Adopted",
    stands=True,
    definition="Good for the people who live here",
    principles=(PrincipleText("In proportion"),),
    priorities=(PriorityText("Warm homes", outcomes=(OutcomeText("Warmer homes", (HOURS,)),)),),
    commitments=(CommitmentText(1, "Publish each year", "The clerk"),),
)


def rows(before: PolicyText, after: PolicyText) -> list[tuple[str, Kind]]:
    return [
        (row.heading, row.kind)
        for part in compare(before, after)
        for row in part.rows
        if row.kind != Kind.SAME
    ]


def test_a_word_that_changed_is_marked_and_the_others_are_not() -> None:
    assert word_changes("Good for the people", "Good for all people") == (
        Piece(Mark.SAME, "Good for "),
        Piece(Mark.OUT, "the"),
        Piece(Mark.IN, "all"),
        Piece(Mark.SAME, " people"),
    )


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(each.text for each in pieces if each.mark != Mark.IN) == before
    assert "".join(each.text for each in pieces if each.mark != Mark.OUT) == after


def test_the_same_version_has_no_changes() -> None:
    assert rows(POLICY, POLICY) == []


def test_a_measure_is_found_by_what_it_supersedes_and_a_reworded_priority_by_its_likeness() -> None:
    renamed = MeasureText("NEW", "Quite another name", "hours", "Time given free.", supersedes="OLD")
    after = replace(
        POLICY,
        priorities=(PriorityText("Warm, dry homes", outcomes=(OutcomeText("Warmer homes", (renamed,)),)),),
    )
    assert rows(POLICY, after) == [("Priority", Kind.CHANGED), ("Measure", Kind.CHANGED)]


def test_what_is_new_and_what_is_gone_are_told_apart_and_facts_are_shown_whole() -> None:
    after = replace(
        POLICY,
        review_years=3,
        principles=(PrincipleText("Ask those whom it is for"),),
        commitments=(),
    )
    assert rows(POLICY, after) == [
        ("Review", Kind.CHANGED),
        ("Value or principle", Kind.ADDED),
        ("Value or principle", Kind.REMOVED),
        ("Commitment", Kind.REMOVED),
    ]


def test_a_value_that_came_to_stand_behind_an_outcome_is_told_and_how_the_plan_is_served() -> None:
    outcome = replace(POLICY.priorities[0].outcomes[0], values=("In proportion",))
    tied = replace(POLICY, priorities=(replace(POLICY.priorities[0], outcomes=(outcome,)),))
    served = replace(tied, priorities=(replace(tied.priorities[0], serves="By being fair."),))

    assert rows(POLICY, tied) == [("Values behind it", Kind.ADDED)]
    assert rows(tied, served) == [("Priority", Kind.CHANGED)]
    assert rows(served, POLICY) == [("Priority", Kind.CHANGED), ("Values behind it", Kind.REMOVED)]


def test_what_is_asked_of_which_contract_is_compared_and_silence_makes_no_part() -> None:
    asked = replace(
        POLICY,
        asked=(AskedText("Works", "Warm homes", "Long enough."),),
        limits=("The smallest contracts: at most 1",),
    )
    larger = replace(
        asked, asked=(AskedText("Works, from £500,000", "Warm homes", "Long enough."),), limits=()
    )

    assert rows(POLICY, asked) == [("Asked for", Kind.ADDED), ("Less of small contracts", Kind.ADDED)]
    assert rows(asked, larger) == [("Asked for", Kind.CHANGED), ("Less of small contracts", Kind.REMOVED)]
    assert len(compare(POLICY, POLICY)) + 1 == len(compare(asked, asked))


def test_twelve_pages_of_nothing_alike_are_compared_in_a_moment() -> None:
    one, other = ("alpha beta " * 3000, "gamma delta " * 3000)
    began = time.process_time()
    assert {piece.mark for piece in word_changes(one, other)} == {Mark.OUT, Mark.IN}
    assert time.process_time() - began < 1
