"""The questionnaire as it is printed: sections of questions with boxes, lines and the routes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.instrument.questionnaire import (
    CODED,
    Asked,
    Evidence,
    Instrument,
    Kind,
    Question,
    Section,
    Text,
    questions,
)
from fourfold.tracker.rules.instrument.routing_words import in_words, next_after

LINES_FOR_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class PrintedChoice:
    """`then` says where to go from here; empty where it is the next question."""

    words: str
    then: str


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """`lines` are lines to write on. `notes` are for the interviewer, `origin` for who asks where the words are from."""

    id: str
    words: str
    only_if: str
    how: str
    hint: str
    choices: tuple[PrintedChoice, ...]
    lines: int
    notes: str
    origin: str


@dataclass(frozen=True, slots=True)
class PrintedSection:
    title: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True, slots=True)
class PrintedInstrument:
    title: str
    subtitle: str
    language: str
    notices: tuple[str, ...]
    sections: tuple[PrintedSection, ...]


def printed(instrument: Instrument, *, language: str, for_interviewer: bool) -> PrintedInstrument:
    """`for_interviewer` adds what is read by who asks, and what is filled in from the frame."""
    everything = questions(instrument)
    asked = [each for each in everything if for_interviewer or not each.question.from_frame]
    by_id = {each.id: each.question for each in everything}
    sections: list[tuple[Section | None, list[PrintedQuestion]]] = []
    for place, each in enumerate(asked):
        inner = each.sections[-1] if each.sections else None
        if not sections or sections[-1][0] is not inner:
            sections.append((inner, []))
        then = next_after(asked, place)
        only_if = ""
        if each.when is not None:
            only_if = say(
                "Only if {condition}. If not, {then}.",
                condition=in_words(each.when, by_id, language),
                then=_go_to(then),
            )
        sections[-1][1].append(
            PrintedQuestion(
                id=each.id,
                words=_words(each.question.asks, instrument, language),
                only_if=only_if,
                how=_how(each.question),
                hint=_words(each.question.hint, instrument, language) if each.question.hint else "",
                choices=_choices(asked, place, instrument, language),
                lines=_lines(each.question),
                notes=_notes(each.question, instrument, language) if for_interviewer else "",
                origin=_origin(each.question),
            )
        )
    return PrintedInstrument(
        title=_words(instrument.title, instrument, language),
        # What is not there in the language is printed in the first one: so is all of it where nothing is.
        language=language
        if any(language in each.question.asks for each in everything)
        else instrument.languages[0],
        subtitle=say("Version {version}", version=instrument.version),
        notices=_notices(instrument, language),
        sections=tuple(
            PrintedSection(
                _words(section.title, instrument, language) if section and section.title else "", tuple(each)
            )
            for section, each in sections
        ),
    )


def _notices(instrument: Instrument, language: str) -> tuple[str, ...]:
    told = [instrument.notice] if instrument.notice else []
    first = instrument.languages[0]
    if language != first and any(language not in each.question.asks for each in questions(instrument)):
        told.append(
            say(
                "Some wordings are not there in this language ({language}). They are printed in {first} and marked [{first}].",
                language=language,
                first=first,
            )
        )
    return tuple(told)


def _words(text: Text, instrument: Instrument, language: str) -> str:
    """In the language, or else in the first one and marked as such. Nothing is translated."""
    if language in text:
        return text[language]
    first = instrument.languages[0]
    if first in text:
        return say("[{language}] {words}", language=first, words=text[first])
    return next(iter(text.values()), "")


def _go_to(then: Asked | None) -> str:
    return say("go to {id}", id=then.id) if then else say("go to the end")


def _choices(
    asked: Sequence[Asked], place: int, instrument: Instrument, language: str
) -> tuple[PrintedChoice, ...]:
    question = asked[place].question
    following = asked[place + 1] if place + 1 < len(asked) else None
    told: list[PrintedChoice] = []
    for choice in question.choices:
        then = next_after(asked, place, choice.code) if question.kind is not Kind.MULTI else following
        words = _words(choice.says, instrument, language) or choice.code
        told.append(PrintedChoice(words, "" if then is following else _go_to(then)))
    return tuple(told)


def _how(question: Question) -> str:
    if question.kind is Kind.MULTI:
        if question.at_most is not None:
            return say("Tick up to {most}.", most=question.at_most)
        return say("Tick all that apply.")
    if question.kind in CODED:
        return say("Tick one.")
    if question.kind is Kind.NUMBER:
        return _how_number(question)
    return say("Write a day.") if question.kind is Kind.DATE else ""


def _how_number(question: Question) -> str:
    what = say("a whole number") if question.whole else say("a number")
    if question.least is not None and question.most is not None:
        return say(
            "Write {what} from {least} to {most}.", what=what, least=question.least, most=question.most
        )
    if question.least is not None:
        return say("Write {what}, {least} or more.", what=what, least=question.least)
    if question.most is not None:
        return say("Write {what}, {most} or less.", what=what, most=question.most)
    return say("Write {what}.", what=what)


def _lines(question: Question) -> int:
    if question.kind is Kind.TEXT:
        return LINES_FOR_WORDS
    return 1 if question.kind in {Kind.NUMBER, Kind.DATE} else 0


def _notes(question: Question, instrument: Instrument, language: str) -> str:
    return _words(question.interviewer, instrument, language) if question.interviewer else ""


def _origin(question: Question) -> str:
    if question.origin is None:
        return ""
    where = question.origin.where
    if question.origin.evidence is Evidence.PRINTED:
        return say("Printed in the report: {where}.", where=where)
    return say("Inferred from results: {where}.", where=where)
