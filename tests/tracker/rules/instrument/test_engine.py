"""Where an interview stands: what is next, what is off the route, what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.rules.instrument.answers import answer_from_text, text_of_answer
from fourfold.tracker.rules.instrument.conditions import Answer, Chosen, Foreign, holds
from fourfold.tracker.rules.instrument.engine import CannotBeAsked, standing
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, Section, questions
from tests.tracker.rules.instrument.making import instrument, instruments, possible_answers, question

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "interview_standing.yaml").read_text(encoding="utf-8")
)["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["says"] for each in EXAMPLES])
def test_worked_examples_on_the_instrument_of_2014(example: dict[str, Any]) -> None:
    survey = shipped_instrument("communities-count-2014")
    by_id = {each.id: each.question for each in questions(survey)}
    answers = {name: answer_from_text(by_id[name], text) for name, text in example["answers"].items()}

    now = standing(survey, answers, passed_over=frozenset(example.get("passed_over", [])))

    assert (now.next.id if now.next else None) == example["next"]
    assert list(now.off_route) == example["off_route"]
    assert [name for name in now.missing if name in example["among"]] == example["missing_among"]


def test_an_answer_off_the_route_counts_for_nothing_and_is_named() -> None:
    survey = instrument(
        question("a", Kind.SINGLE, "yes", "no"),
        question("b", Kind.SINGLE, "yes", "no", asked_when=Chosen("a", ("yes",))),
        question("c", Kind.TEXT, asked_when=Chosen("b", ("yes",))),
    )

    now = standing(survey, {"a": "no", "b": "yes"})

    assert (now.route, now.off_route, now.next) == (("a",), ("b",), None)
    assert now.complete


@pytest.mark.parametrize(
    ("asked", "answer", "what"),
    [
        (question("a", Kind.SINGLE, "yes"), "maybe", "maybe is not a code; there are yes"),
        (question("a", Kind.MULTI, "x", "y", at_most=1), ("x", "y"), "2 answers, and at most 1 are taken"),
        (question("a", Kind.MULTI, "x", "y", at_least=2), ("x",), "1 answers, and at least 2 are wanted"),
        (question("a", Kind.MULTI, "x"), ("x", "x"), "a code is given twice"),
        (question("a", Kind.MULTI, "x"), (), "this must be one code or several"),
        (question("a", Kind.NUMBER, least=Decimal(1)), Decimal(0), "0 is below 1"),
        (question("a", Kind.NUMBER, most=Decimal(1)), Decimal(2), "2 is above 1"),
        (question("a", Kind.NUMBER, whole=True), Decimal("1.5"), "this must be a whole number"),
        (question("a", Kind.NUMBER), Decimal("NaN"), "this must be a number"),
        (question("a", Kind.TEXT), "  ", "this must be words"),
        (question("a", Kind.DATE), "soon", "this must be a day"),
        (question("a", Kind.NOTE), "x", "nothing is asked here"),
    ],
)
def test_an_answer_that_its_question_does_not_take(asked: Any, answer: Answer, what: str) -> None:
    now = standing(instrument(asked), {"a": answer})

    assert [each.what for each in now.wrong] == [what]
    assert not now.complete
    assert "a" not in now.counted


def test_a_code_that_stands_alone_excludes_the_others() -> None:
    from dataclasses import replace

    from tests.tracker.rules.instrument.making import choices

    asked = replace(question("a", Kind.MULTI, "x", "none"), choices=choices("x", "none", alone=("none",)))

    assert standing(instrument(asked), {"a": ("none",)}).complete
    assert not standing(instrument(asked), {"a": ("x", "none")}).complete


def test_a_condition_of_a_section_is_that_of_all_it_holds() -> None:
    inner = question("b", Kind.TEXT)
    survey = instrument(
        question("a", Kind.SINGLE, "yes", "no"),
        Section("s", {"en": "S"}, (inner,), asked_when=Chosen("a", ("yes",))),
    )

    assert standing(survey, {"a": "yes"}).route == ("a", "b")
    assert standing(survey, {"a": "no"}).route == ("a",)


def test_unknown_names_and_what_was_passed_over() -> None:
    survey = instrument(question("a", Kind.TEXT, required=True), question("b", Kind.TEXT))

    now = standing(survey, {"z": "?"}, passed_over=frozenset({"a"}))

    assert now.unknown == ("z",)
    assert (now.next and now.next.id, now.missing) == ("b", ("a",))


def test_a_formula_of_another_system_cannot_be_followed() -> None:
    survey = instrument(question("a", Kind.TEXT, asked_when=Foreign("position(..) > 1")))

    with pytest.raises(CannotBeAsked, match=r"a is asked when .* position"):
        standing(survey, {})


def test_a_day_is_read_and_written() -> None:
    asked = question("a", Kind.DATE)

    assert answer_from_text(asked, "2026-11-28") == date(2026, 11, 28)
    with pytest.raises(ValueError, match="is not a day"):
        answer_from_text(asked, "28/11/2026")


@given(instruments(), st.data())
def test_whoever_answers_what_is_next_comes_to_the_end(survey: Instrument, data: st.DataObject) -> None:
    answers: dict[str, Answer] = {}
    met: list[str] = []
    while (now := standing(survey, answers)).next is not None:
        met.append(now.next.id)
        assert len(met) <= len(questions(survey)), "the interview goes on for ever"
        answers[now.next.id] = data.draw(st.sampled_from(possible_answers(now.next)))

    assert now.complete
    assert tuple(met) == now.route
    for each in questions(survey):
        assert (each.id in now.route) == (each.when is None or holds(each.when, now.counted))


@given(instruments(), st.data())
def test_what_is_off_the_route_changes_nothing_else(survey: Instrument, data: st.DataObject) -> None:
    answers = {
        each.id: data.draw(st.sampled_from(possible_answers(each.question)))
        for each in questions(survey)
        if data.draw(st.booleans())
    }

    now = standing(survey, answers)
    without = standing(survey, {name: answers[name] for name in answers if name not in now.off_route})

    assert (without.route, without.next, without.missing) == (now.route, now.next, now.missing)
    assert without.off_route == ()
    assert set(now.counted) | set(now.off_route) | {each.question for each in now.wrong} == set(answers)


@given(instruments(), st.data())
def test_answers_read_back_from_their_text(survey: Instrument, data: st.DataObject) -> None:
    for each in questions(survey):
        answer = data.draw(st.sampled_from(possible_answers(each.question)))
        assert answer_from_text(each.question, text_of_answer(answer)) == answer
