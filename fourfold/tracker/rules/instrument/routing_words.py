"""Routes in words, for a person with a pen: when a question is answered, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, say_joined
from fourfold.tracker.rules.instrument.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Chosen,
    Compared,
    Condition,
    Foreign,
    Not,
)
from fourfold.tracker.rules.instrument.questionnaire import Asked, Kind, Question
from fourfold.tracker.rules.instrument.reach import truth

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.conditions import Answer


def in_words(condition: Condition, by_id: Mapping[str, Question], language: str) -> str:
    """As it goes on after “only if”: “you answered “Yes” to B3”."""
    match condition:
        case Chosen(question, codes):
            named = _named(by_id.get(question), codes, language)
            if _takes_several(by_id.get(question)):
                told = say("you ticked {answers} at {question}", answers=named, question=question)
            else:
                told = say("you answered {answers} to {question}", answers=named, question=question)
        case Not(Chosen(question, codes)):
            named = _named(by_id.get(question), codes, language)
            told = say("you did not choose {answers} at {question}", answers=named, question=question)
        case Compared(question, sign, number):
            told = _compared(question, sign, f"{number:f}")
        case Foreign(formula):
            told = say("this formula holds: {formula}", formula=formula)
        case _:
            told = _joined_in_words(condition, by_id, language)
    return told


def _compared(question: str, sign: str, number: str) -> str:
    match sign:
        case "=":
            return say("your answer to {question} is {number}", question=question, number=number)
        case "<":
            return say("your answer to {question} is less than {number}", question=question, number=number)
        case "<=":
            return say("your answer to {question} is {number} or less", question=question, number=number)
        case ">":
            return say("your answer to {question} is more than {number}", question=question, number=number)
        case _:
            return say("your answer to {question} is {number} or more", question=question, number=number)


def _joined_in_words(
    condition: Answered | Not | AllOf | AnyOf, by_id: Mapping[str, Question], language: str
) -> str:
    if isinstance(condition, AllOf | AnyOf):
        words = [_part(part, by_id, language) for part in condition.parts]
        return say_joined(words, last="and" if isinstance(condition, AllOf) else "or")
    if isinstance(condition, Answered):
        return say("you answered {question}", question=condition.question)
    if isinstance(condition.part, Answered):
        return say("you left out {question}", question=condition.part.question)
    return say("it is not so that {words}", words=_part(condition.part, by_id, language))


def _part(condition: Condition, by_id: Mapping[str, Question], language: str) -> str:
    words = in_words(condition, by_id, language)
    return say("({words})", words=words) if isinstance(condition, AllOf | AnyOf) else words


def _takes_several(question: Question | None) -> bool:
    return question is not None and question.kind is Kind.MULTI


def _named(question: Question | None, codes: Sequence[str], language: str) -> str:
    says = {choice.code: choice.says for choice in question.choices} if question else {}
    named = [
        say("“{words}”", words=says.get(code, {}).get(language) or _first(says.get(code), code))
        for code in codes
    ]
    return say_joined(named, last="or")


def _first(text: Mapping[str, str] | None, code: str) -> str:
    return next(iter(text.values()), code) if text else code


def next_after(asked: Sequence[Asked], place: int, answer: Answer | None = None) -> Asked | None:
    """The first later question that is not ruled out by that answer to the one at `place`; None where it is the end.

    Without an answer: by its not being asked, as its condition does not hold.
    """
    here = asked[place]
    by_id = {each.id: each.question for each in asked}
    answers: dict[str, Answer] = {}
    if answer is not None:
        # Whoever is asked this gave the answers that it is asked by, as far as those are one code each.
        for part in _parts(here):
            if (
                isinstance(part, Chosen)
                and len(part.codes) == 1
                and not _takes_several(by_id.get(part.question))
            ):
                answers[part.question] = part.codes[0]
        answers[here.id] = answer
    settled = {here.id, *answers}
    for each in asked[place + 1 :]:
        if not _ruled_out(each, here, answers, settled, here_holds=answer is not None):
            return each
        settled.add(each.id)
    return None


def _ruled_out(
    each: Asked, here: Asked, answers: Mapping[str, Answer], settled: set[str], *, here_holds: bool
) -> bool:
    if each.when is None:
        return False
    # What hangs on the same condition and more is not asked either.
    with_here = here.when is not None and not here_holds and set(_parts(here)) <= set(_parts(each))
    return with_here or truth(each.when, answers, settled) is False


def _parts(each: Asked) -> tuple[Condition, ...]:
    if each.when is None:
        return ()
    return each.when.parts if isinstance(each.when, AllOf) else (each.when,)
