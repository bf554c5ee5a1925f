"""Routes that no respondent can be led by, found before anyone is asked."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings

from fourfold.tracker.exchange.instrument.shipped import SHIPPED, shipped_instrument
from fourfold.tracker.rules.instrument import reach
from fourfold.tracker.rules.instrument.conditions import (
    Answer,
    Answered,
    Chosen,
    Compared,
    Foreign,
    Not,
    all_of,
    any_of,
    negated,
)
from fourfold.tracker.rules.instrument.engine import standing
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Item, Kind, questions
from fourfold.tracker.rules.instrument.routes import route_faults
from tests.tracker.rules.instrument.making import instrument, instruments, possible_answers, question

YES = ("yes", "no")
NEVER = "can never be asked: no answers lead to it"
ALWAYS = "has a condition that always holds"


def faults_of(*items: Item) -> list[tuple[str, str]]:
    return [(each.question, each.what) for each in route_faults(instrument(*items))]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_has_no_fault(name: str) -> None:
    assert route_faults(shipped_instrument(name)) == ()


def test_conditions_on_what_is_not_there() -> None:
    found = faults_of(
        question("a", Kind.SINGLE, *YES),
        question("n", Kind.NOTE),
        question("b", Kind.TEXT, asked_when=Answered("z")),
        question("c", Kind.TEXT, asked_when=Chosen("a", ("maybe",))),
        question("d", Kind.TEXT, asked_when=Compared("a", ">", Decimal(1))),
        question("e", Kind.TEXT, asked_when=Answered("n")),
        question("f", Kind.TEXT, asked_when=Foreign("once()")),
    )

    assert found == [
        ("b", "asked by the answer to z, and there is no such question"),
        ("c", "asked by maybe of a, which has no such code"),
        ("d", "compares a with a number, which it is not"),
        ("e", "asked by the answer to n, which takes none"),
        ("f", "asked when a formula holds that is not read here: once()"),
    ]


def test_a_condition_on_a_later_answer_or_its_own() -> None:
    found = faults_of(
        question("a", Kind.TEXT, asked_when=Answered("b")),
        question("b", Kind.TEXT, asked_when=Answered("b")),
    )

    assert found == [
        ("a", "asked by the answer to b, which comes later"),
        ("b", "asked by its own answer"),
    ]


def test_a_route_that_goes_round_is_named_once() -> None:
    found = faults_of(
        question("a", Kind.TEXT, asked_when=Answered("c")),
        question("b", Kind.TEXT, asked_when=Answered("a")),
        question("c", Kind.TEXT, asked_when=Answered("b")),
    )

    assert ("a", "the route goes round: a → c → b → a") in found
    assert sum("goes round" in what for _, what in found) == 1


@pytest.mark.parametrize(
    "never",
    [
        all_of([Chosen("a", ("yes",)), Chosen("a", ("no",))]),
        all_of([Chosen("a", ("yes",)), Chosen("b", ("x",))]),
        Not(Answered("a")),
        all_of([Compared("n", ">", Decimal(3)), Compared("n", "<", Decimal(4))]),
        Compared("n", ">", Decimal(10)),
        all_of([Chosen("m", ("x",)), Chosen("m", ("y",)), Chosen("m", ("z",))]),
    ],
)
def test_no_answers_lead_to_it(never: Chosen) -> None:
    found = faults_of(
        question("a", Kind.SINGLE, *YES, required=True),
        question("b", Kind.SINGLE, "x", "y", asked_when=Chosen("a", ("no",))),
        question("n", Kind.NUMBER, whole=True, most=Decimal(10)),
        question("m", Kind.MULTI, "x", "y", "z", at_most=2),
        question("c", Kind.TEXT, asked_when=never),
    )

    assert found == [("c", NEVER)]


def test_a_condition_that_always_holds_is_worth_a_look_and_bars_nothing() -> None:
    survey = instrument(
        question("a", Kind.SINGLE, *YES),
        question("b", Kind.TEXT, asked_when=any_of([Chosen("a", YES), negated(Answered("a"))])),
    )

    (fault,) = route_faults(survey)
    assert (fault.question, fault.what, fault.bars) == ("b", ALWAYS, False)


def test_a_condition_too_wide_to_try_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "MOST_TRIES", 3)
    first = question("a", Kind.MULTI, *"abcdefgh")
    second = question("b", Kind.MULTI, *"abcdefgh")
    third = question(
        "c", Kind.TEXT, asked_when=all_of([Chosen("a", ("h",)), Chosen("b", ("h",)), Chosen("a", ("g",))])
    )

    (fault,) = route_faults(instrument(first, second, third))
    assert (fault.question, fault.bars) == ("c", False)
    assert "too many answers" in fault.what


def test_a_name_used_twice() -> None:
    assert ("a", "a is the id of another question") in [
        (each.question, each.what)
        for each in route_faults(
            Instrument("s", "1", {"en": "S"}, ("en",), (question("a", Kind.TEXT), question("a", Kind.TEXT)))
        )
    ]


def asked_of_anyone(survey: Instrument) -> tuple[set[str], set[str]]:
    """By trying everybody: what is asked of someone who answers what they must, and what of all people there can be."""
    asked = questions(survey)
    options: list[list[Answer | None]] = [[None, *possible_answers(each.question)] for each in asked]
    some: set[str] = set()
    all_people = {each.id for each in asked}
    for combination in product(*options):
        answers = {
            each.id: given for each, given in zip(asked, combination, strict=True) if given is not None
        }
        now = standing(survey, answers)
        if now.off_route:
            continue
        all_people &= set(now.route)
        if not now.missing:
            some |= set(now.route)
    return some, all_people


@settings(max_examples=60, deadline=None)
@given(instruments(most=3))
def test_reach_is_what_trying_everybody_finds(survey: Instrument) -> None:
    faults = route_faults(survey)
    never = {each.question for each in faults if each.what == NEVER}
    always = {each.question for each in faults if each.what == ALWAYS}

    some, everyone = asked_of_anyone(survey)

    assert never == {each.id for each in questions(survey)} - some
    assert always == {each.id for each in questions(survey) if each.when is not None} & everyone - never
