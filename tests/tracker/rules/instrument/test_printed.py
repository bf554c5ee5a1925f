"""The questionnaire on paper: a person with a pen who does as it says answers what the engine would ask."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.rules.instrument.conditions import (
    Answer,
    Answered,
    Chosen,
    Compared,
    Foreign,
    Not,
    all_of,
    any_of,
    holds,
)
from fourfold.tracker.rules.instrument.engine import standing
from fourfold.tracker.rules.instrument.printed import PrintedQuestion, printed
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, questions
from fourfold.tracker.rules.instrument.routing_words import in_words
from tests.tracker.rules.instrument.making import instrument, instruments, possible_answers, question

BY_ID = {
    "s": question("s", Kind.SINGLE, "yes", "no"),
    "m": question("m", Kind.MULTI, "x", "y"),
    "n": question("n", Kind.NUMBER),
}


def paper(
    survey: Instrument, *, for_interviewer: bool = True, language: str = "en"
) -> dict[str, PrintedQuestion]:
    sheet = printed(survey, language=language, for_interviewer=for_interviewer)
    return {each.id: each for section in sheet.sections for each in section.questions}


def test_conditions_in_words() -> None:
    said = [
        in_words(condition, BY_ID, "en")
        for condition in (
            Chosen("s", ("yes",)),
            Chosen("m", ("x", "y")),
            Not(Chosen("s", ("no",))),
            Compared("n", ">=", Decimal(3)),
            Not(Compared("n", "=", Decimal("2.5"))),
            Not(Answered("s")),
            all_of([Answered("s"), any_of([Chosen("m", ("x",)), Answered("n")])]),
            Foreign("once()"),
        )
    ]

    assert said == [
        "you answered “Yes” to s",
        "you ticked “X” or “Y” at m",
        "you did not choose “No” at s",
        "your answer to n is 3 or more",
        "it is not so that your answer to n is 2.5",
        "you left out s",
        "you answered s and (you ticked “X” at m or you answered n)",
        "this formula holds: once()",
    ]


def test_the_copy_of_2014() -> None:
    survey = shipped_instrument("communities-count-2014")
    for_interviewer, for_respondent = paper(survey), paper(survey, for_interviewer=False)

    assert for_interviewer["B3a"].only_if == "Only if you answered “Yes” to B3. If not, go to B3b."
    assert [choice.then for choice in for_interviewer["B3"].choices] == ["", *["go to B3b"] * 4]
    assert [choice.then for choice in for_interviewer["B3a"].choices] == ["go to C1", "go to C1", ""]
    assert for_interviewer["D3a"].only_if == "Only if you answered “Yes” to D3. If not, go to D4."
    assert for_interviewer["B1"].how == "Tick up to 3."
    assert for_interviewer["B1"].origin == "Printed in the report: Section 1.1, pages 8 to 15; Figure 1."
    assert "Do not read out" in for_interviewer["B1"].notes
    # What the frame fills in, and what is for the interviewer alone, is not on the respondent's copy.
    assert "A1" not in for_respondent
    assert all(not each.notes for each in for_respondent.values())


def test_a_wording_that_is_not_there_is_printed_in_the_first_language_and_marked() -> None:
    survey = shipped_instrument("communities-count-2014")
    sheet = printed(survey, language="cy", for_interviewer=False)

    assert any("not there in this language (cy)" in notice for notice in sheet.notices)
    assert sheet.sections[0].questions[0].words.startswith("[en] ")
    assert sheet.language == "en"


def test_lines_and_bounds() -> None:
    survey = instrument(
        question("a", Kind.NUMBER, least=Decimal(0), most=Decimal(9), whole=True),
        question("b", Kind.NUMBER, most=Decimal("2.5")),
        question("c", Kind.DATE),
        question("d", Kind.TEXT),
    )

    told = {name: (each.how, each.lines) for name, each in paper(survey).items()}

    assert told == {
        "a": ("Write a whole number from 0 to 9.", 1),
        "b": ("Write a number, 2.5 or less.", 1),
        "c": ("Write a day.", 1),
        "d": ("", 3),
    }


GO = re.compile(r"go to (?:the end|(?P<id>\S+?))\.?$")


def with_a_pen(survey: Instrument, answers: dict[str, Answer]) -> list[str]:
    """Goes by the paper alone: reads “only if”, follows “go to”. The conditions themselves a person can judge."""
    asked = questions(survey)
    sheet = paper(survey)
    order = [each.id for each in asked]
    met: list[str] = []
    place = 0
    while place < len(asked):
        each, printed_question = asked[place], sheet[asked[place].id]
        given = {name: answers[name] for name in met}
        if each.when is not None and not holds(each.when, given):
            then = printed_question.only_if
        else:
            met.append(each.id)
            answer = answers[each.id]
            one = isinstance(answer, str) and answer in each.question.codes
            then = printed_question.choices[each.question.codes.index(str(answer))].then if one else ""
        found = GO.search(then)
        assert bool(then) == bool(found)
        place = place + 1 if found is None else order.index(found["id"]) if found["id"] else len(asked)
    return met


@settings(max_examples=150, deadline=None)
@given(instruments(), st.data())
def test_the_paper_leads_where_the_engine_leads(survey: Instrument, data: st.DataObject) -> None:
    answers = {
        each.id: data.draw(st.sampled_from(possible_answers(each.question))) for each in questions(survey)
    }

    now = standing(survey, answers)

    assert with_a_pen(survey, answers) == list(now.route)
