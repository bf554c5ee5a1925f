"""Issues that could belong together, by a word that they share and that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.issue_groups import IssueWords, significant, suggested_groups

if TYPE_CHECKING:
    from collections.abc import Sequence


def groups(*said: str) -> list[tuple[str, tuple[str, ...]]]:
    found = suggested_groups([IssueWords(str(place), words) for place, words in enumerate(said)])
    return [(group.word, group.refs) for group in found]


def test_the_word_that_most_share_makes_the_first_group_and_is_shown_as_it_is_written() -> None:
    assert groups(
        "The buses stop at six",
        "No bus to the hospital",
        "The last bus is too early",
        "Hospital parking costs too much",
        "Parking at the station",
        "Nobody answers the telephone",
    ) == [("buses", ("0", "1", "2")), ("parking", ("3", "4"))]


def test_what_shares_nothing_or_only_small_words_is_left_alone() -> None:
    assert groups("There is nothing to do", "Something should be done about it", "It is so far away") == []
    assert groups() == []
    assert groups("Damp") == []


def test_of_two_words_shared_equally_the_first_in_the_alphabet_is_taken() -> None:
    assert groups("Young people and parks", "Parks for the young") == [("parks", ("0", "1"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bus", "buses"),
        ("school", "schools"),
        ("city", "cities"),
        ("church", "churches"),
        ("Straße", "STRASSE"),
    ],
)
def test_a_plural_is_the_same_word_and_so_is_another_case(one: str, other: str) -> None:
    assert significant(one).keys() == significant(other).keys()


@pytest.mark.parametrize("word", ["glass", "bus", "crisis", "gas", "an", "the", "42"])
def test_a_word_that_ends_in_s_is_not_cut_and_what_says_nothing_is_no_word(word: str) -> None:
    assert set(significant(word)) <= {word}


@given(st.lists(st.text("abs ", max_size=20), max_size=12))
def test_an_issue_is_in_one_group_at_most_and_has_its_word(said: Sequence[str]) -> None:
    found = groups(*said)
    members = [ref for _, refs in found for ref in refs]
    assert len(members) == len(set(members))
    for word, refs in found:
        assert len(refs) > 1
        assert all(significant(word).keys() <= significant(said[int(ref)]).keys() for ref in refs)
