"""What is published of a consultation: examples, and that no small count can be worked out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.integrate.rules.consultation_results import (
    WITHHELD,
    Answers,
    OfEvent,
    OfQuestion,
    results,
)
from fourfold.integrate.rules.postcode_district import district_of

TEN = 10


def answers(**more: Any) -> Answers:
    values = {
        "responses": 60,
        "people": {"Residents": 60},
        "districts": {},
        "questions": [],
        "events": [],
        "ideas": [],
    }
    return Answers(**{**values, **more})


def rows(question: OfQuestion, responses: int = 60) -> list[object]:
    published = results(answers(responses=responses, people={}, questions=[question]), threshold=TEN)
    return [count for _, count in published["questions"][0]["rows"]]


def test_large_counts_are_shown_and_nought_is_nobody() -> None:
    one = OfQuestion("How often?", "one", ["Daily", "Weekly", "Never"], [30, 30, 0])
    assert rows(one) == [30, 30, 0]


def test_a_small_count_is_withheld_with_another_that_would_tell_it() -> None:
    one = OfQuestion("How often?", "one", ["Daily", "Weekly", "Never"], [3, 20, 37])
    shown = rows(one)
    assert shown[0] == WITHHELD
    assert shown.count(WITHHELD) == 2


def test_of_several_answers_each_splits_everybody_in_two() -> None:
    several = OfQuestion("What matters?", "several", ["Trees", "Paths", "Bins"], [30, 57, 4])
    # 57 of 60 tells that three did not choose it.
    assert rows(several) == [30, WITHHELD, WITHHELD]


def test_where_few_answered_no_number_is_shown() -> None:
    published = results(answers(responses=7, people={"Residents": 7}, districts={"SY1": 7}), threshold=TEN)
    assert (published["responses"], published["people"], published["districts"]) == (
        WITHHELD,
        [["Residents", WITHHELD]],
        [],
    )


def test_only_districts_with_enough_people_are_named_and_unknown_attendance_is_not_withheld() -> None:
    event = OfEvent("A walk", date(2026, 11, 3), "Northfield", None, 3)
    published = results(answers(districts={"SY1": 40, "SY2": 3}, events=[event]), threshold=TEN)
    assert published["districts"] == [["SY1", 40]]
    assert (published["events"][0]["residents"], published["events"][0]["providers"]) == (None, WITHHELD)


def test_words_come_in_the_order_of_the_alphabet() -> None:
    text = OfQuestion("What else?", "text", said=["Paths", "bins", "Trees"])
    published = results(answers(questions=[text]), threshold=TEN)
    assert published["questions"][0]["said"] == ["bins", "Paths", "Trees"]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(0, 40))
def test_no_small_count_and_no_small_rest_can_be_worked_out(counts: list[int], silent: int) -> None:
    total = sum(counts) + silent
    one = OfQuestion("How often?", "one", [str(place) for place in range(len(counts))], counts)
    published = results(answers(responses=total, people={}, questions=[one]), threshold=TEN)
    shown = [count for _, count in published["questions"][0]["rows"]]
    for count, told in zip(counts, shown, strict=True):
        assert told in {WITHHELD, count}
        assert told == WITHHELD or not 0 < count < TEN
    known = [count for count in shown if count != WITHHELD]
    if published["responses"] != WITHHELD:
        # What is left for all that is not shown, those who did not answer among them, is nobody or at least ten.
        left = total - sum(known)
        assert left == 0 or left >= TEN or not any(0 < each < TEN for each in (*counts, silent))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), (" sy1 ", "SY1"), ("SY1 1AA", "SY1"), ("ec1a1bb", "EC1A"), ("m1 1ae", "M1")],
)
def test_of_a_postcode_the_first_half_is_kept(typed: str, kept: str) -> None:
    assert district_of(typed) == kept


@pytest.mark.parametrize("typed", ["12 High Street", "S", "SY1 1A", "+44"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        district_of(typed)
