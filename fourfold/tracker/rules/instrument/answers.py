"""Whether an answer is one that its question takes, and an answer from the text of a table's cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from fourfold.ground.kernel.said import say, say_joined
from fourfold.tracker.rules.instrument.conditions import Answer
from fourfold.tracker.rules.instrument.questionnaire import Kind, Question


def what_is_wrong(question: Question, answer: Answer) -> str:
    """A sentence, or an empty text."""
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return _wrong_code(question, answer)
        case Kind.MULTI:
            return _wrong_codes(question, answer)
        case Kind.NUMBER:
            return _wrong_number(question, answer)
        case Kind.TEXT:
            return "" if isinstance(answer, str) and answer.strip() else say("this must be words")
        case Kind.DATE:
            return "" if isinstance(answer, date) else say("this must be a day")
        case Kind.NOTE:
            return say("nothing is asked here")


def answer_from_text(question: Question, text: str) -> Answer:
    """As it is written in a cell: codes of several answers with spaces between. Raises ValueError with what is wrong."""
    answer: Answer
    match question.kind:
        case Kind.MULTI:
            answer = tuple(text.split())
        case Kind.NUMBER:
            try:
                answer = Decimal(text.strip())
            except InvalidOperation:
                raise ValueError(say("{text} is not a number", text=text)) from None
        case Kind.DATE:
            try:
                answer = date.fromisoformat(text.strip())
            except ValueError:
                message = say("{text} is not a day such as 2026-11-23", text=text)
                raise ValueError(message) from None
        case _:
            answer = text
    if wrong := what_is_wrong(question, answer):
        raise ValueError(wrong)
    return answer


def text_of_answer(answer: Answer) -> str:
    """As `answer_from_text` reads it."""
    if isinstance(answer, tuple):
        return " ".join(answer)
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    return answer if isinstance(answer, str) else answer.isoformat()


def _wrong_code(question: Question, answer: Answer) -> str:
    if isinstance(answer, str) and answer in question.codes:
        return ""
    return say(
        "{answer} is not a code; there are {codes}",
        answer=answer if isinstance(answer, str) else str(answer),
        codes=say_joined(question.codes),
    )


def _wrong_codes(question: Question, answer: Answer) -> str:
    if not isinstance(answer, tuple) or not answer:
        return say("this must be one code or several")
    for code in answer:
        if wrong := _wrong_code(question, code):
            return wrong
    if len(set(answer)) < len(answer):
        return say("a code is given twice")
    return _wrong_number_of_codes(question, answer)


def _wrong_number_of_codes(question: Question, answer: tuple[str, ...]) -> str:
    if question.at_most is not None and len(answer) > question.at_most:
        return say("{count} answers, and at most {most} are taken", count=len(answer), most=question.at_most)
    if question.at_least is not None and len(answer) < question.at_least:
        return say(
            "{count} answers, and at least {least} are wanted", count=len(answer), least=question.at_least
        )
    lonely = next((each.code for each in question.choices if each.alone and each.code in answer), None)
    if lonely is not None and len(answer) > 1:
        return say("{code} stands alone: with it nothing else can be chosen", code=lonely)
    return ""


def _wrong_number(question: Question, answer: Answer) -> str:
    if not isinstance(answer, Decimal) or not answer.is_finite():
        return say("this must be a number")
    if question.whole and answer != answer.to_integral_value():
        return say("this must be a whole number")
    if question.least is not None and answer < question.least:
        return say("{answer} is below {least}", answer=answer, least=question.least)
    if question.most is not None and answer > question.most:
        return say("{answer} is above {most}", answer=answer, most=question.most)
    return ""
