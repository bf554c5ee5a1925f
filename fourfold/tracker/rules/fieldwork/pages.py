"""A questionnaire page by page: a section of it at a time, and of that what is asked by the answers given so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fourfold.tracker.rules.instrument.conditions import Answer
from fourfold.tracker.rules.instrument.engine import Standing
from fourfold.tracker.rules.instrument.questionnaire import Asked, Instrument, Kind, Text, questions


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1. Without a title where questions stand in no section."""

    number: int
    title: Text
    asked: tuple[Asked, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.asked)


def pages_of(instrument: Instrument) -> tuple[Page, ...]:
    """Sections within a section stand on its page; questions without one, side by side, on a page of their own."""
    return tuple(
        Page(number, group[0].sections[0].title if group[0].sections else {}, tuple(group))
        for number, group in enumerate(_groups(questions(instrument)), 1)
    )


def asked_on(page: Page, standing: Standing, *, by_interviewer: bool) -> tuple[Asked, ...]:
    """What is on the route. What the frame gives is shown to an interviewer alone, who may correct it."""
    return tuple(
        each
        for each in page.asked
        if each.id in standing.route and (by_interviewer or not each.question.from_frame)
    )


def left_on(page: Page, standing: Standing, *, passed_over: frozenset[str]) -> tuple[str, ...]:
    """What of the page is asked, and has neither an answer nor was it passed over."""
    return tuple(
        each.id
        for each in asked_on(page, standing, by_interviewer=False)
        if each.id not in standing.counted
        and each.question.kind is not Kind.NOTE
        and (each.question.required or each.id not in passed_over)
    )


def next_page(pages: Sequence[Page], after: int, standing: Standing, *, by_interviewer: bool) -> Page | None:
    """The first after that number on which anything is asked."""
    return next(
        (
            page
            for page in pages
            if page.number > after and asked_on(page, standing, by_interviewer=by_interviewer)
        ),
        None,
    )


def spoken(instrument: Instrument) -> tuple[str, ...]:
    """The languages in which anything is asked: one that is named and has no wording yet is none."""
    everything = questions(instrument)
    return tuple(
        language
        for language in instrument.languages
        if any(language in each.question.asks for each in everything)
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the required questions that are asked of this respondent by the answers given so far, how many have one."""

    answered: int
    required: int

    @property
    def complete(self) -> bool:
        return self.answered == self.required

    @property
    def at_least_half(self) -> bool:
        return self.answered > 0 and 2 * self.answered >= self.required


def progress_of(instrument: Instrument, standing: Standing) -> Progress:
    """What the frame gives is not counted: nobody was asked it."""
    required = [
        each.id
        for each in questions(instrument)
        if each.question.required and not each.question.from_frame and each.id in standing.route
    ]
    return Progress(sum(each in standing.counted for each in required), len(required))


def from_frame(instrument: Instrument, facts: Mapping[str, str]) -> dict[str, Answer]:
    """Answers that the frame gives: a question that is filled in from it, one of whose codes is a fact or another word for it."""
    said = {word for fact in facts.values() for word in (fact, *_OTHER_WORDS.get(fact, ()))}
    found: dict[str, Answer] = {}
    for each in questions(instrument):
        if each.question.from_frame:
            codes = [code for code in each.question.codes if code in said]
            if len(codes) == 1:
                found[each.id] = codes[0]
    return found


# The directory's kinds by the codes of the questionnaire of 2014.
_OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "local_authority": ("council",),
    "housing_association": ("association",),
}


def _groups(everything: Sequence[Asked]) -> Iterator[list[Asked]]:
    group: list[Asked] = []
    for each in everything:
        top = each.sections[0] if each.sections else None
        before = group[-1].sections[0] if group and group[-1].sections else None
        if group and top is not before:
            yield group
            group = []
        group.append(each)
    if group:
        yield group
