"""Copied, empty and unfinished answers: found by counting words, with the words shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.likeness import RUN, Found, Sign, overlap, runs_of, signs, words_of

QUESTION = "How will you run the service day to day, and what happens when it goes wrong?"
OWN = (
    "A manager is on site every day and answers within the hour. Faults are logged in a register that tenants can read, "
    "and each is closed by the person who reported it."
)


def test_an_answer_of_ones_own_shows_nothing() -> None:
    other = "Our two crews split the week; whoever is on call rings the tenant back before noon and keeps a diary of it."
    assert signs(OWN, question=QUESTION, others={"B": other}) == ()


def test_a_passage_that_stands_in_another_bid_is_shown_as_it_is_written_here() -> None:
    """Eleven of the twelve words of this answer: "our" is its own."""
    answer = "Our manager is on site every day, and answers within the hour."
    other = "You will find that a MANAGER IS ON SITE EVERY DAY and answers within the hour."
    (found,) = signs(answer, question=QUESTION, others={"B": other, "C": "Nothing like it at all"})
    assert (found.sign, found.other, found.words) == (Sign.SHARED, "B", 12)
    assert found.share == Fraction(11, 12)
    assert found.passage == "manager is on site every day, and answers within the hour"


def test_the_questions_own_words_are_not_a_copy_of_another_bid() -> None:
    answer = QUESTION + " With care, always, and by people who know the homes and the tenants well."
    other = QUESTION + " By radio."
    assert [each.sign for each in signs(answer, question=QUESTION, others={"B": other})] == [Sign.ECHO]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", [Sign.EMPTY]),
        ("Yes.", [Sign.EMPTY]),
        ("TBC", [Sign.EMPTY, Sign.PLACEHOLDER]),
        ("n/a", [Sign.EMPTY, Sign.PLACEHOLDER]),
        (OWN + " [Company name] stands for it.", [Sign.PLACEHOLDER]),
        (OWN + " Lorem ipsum dolor sit amet.", [Sign.PLACEHOLDER]),
        (OWN, []),
    ],
)
def test_near_empty_and_placeholder_answers(answer: str, expected: list[Sign]) -> None:
    assert [each.sign for each in signs(answer, question=QUESTION, others={})] == expected


def test_tbc_inside_a_word_is_no_placeholder() -> None:
    assert signs(OWN + " The outbco valve is checked.", question="", others={}) == ()


letters = st.lists(st.sampled_from("abcd"), max_size=14)


def plain_share(words: list[str], other: list[str]) -> Fraction:
    """Word by word: is it in any five in a row that the other text has too?"""
    if not words:
        return Fraction(0)

    def stands(at: int) -> bool:
        return any(
            words[begin : begin + RUN] == other[place : place + RUN]
            for begin in range(max(0, at - RUN + 1), min(at, len(words) - RUN) + 1)
            for place in range(len(other) - RUN + 1)
        )

    return Fraction(sum(stands(at) for at in range(len(words))), len(words))


@given(letters, letters)
def test_the_overlap_agrees_with_a_plain_second_writing(words: list[str], other: list[str]) -> None:
    found = overlap(" ".join(words), runs_of(other))
    assert found.share == plain_share(words, other)
    assert bool(found.passage) is (found.share > 0)
    assert " ".join(words_of(found.passage)) in " ".join(words)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it_and_a_text_is_wholly_its_own(text: str, question: str) -> None:
    found: tuple[Found, ...] = signs(text, question=question, others={"B": text})
    words = words_of(text)
    if len(words) >= RUN and not runs_of(words) & runs_of(words_of(question)):
        assert found[-1].sign == Sign.SHARED
        assert found[-1].share == 1
