"""Where an interview stands: a pure function of the instrument and the answers given so far."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.instrument.answers import what_is_wrong
from fourfold.tracker.rules.instrument.conditions import Answer, Answers, CannotTell, holds
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, Question, questions


class CannotBeAsked(ValueError):
    """The instrument's route hangs on a formula of another system. The message names the question."""


@dataclass(frozen=True, slots=True)
class Wrong:
    question: str
    what: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`route` is what is asked of this respondent; what is in no list is right and on it.

    `next` is the first question of the route that has no answer and is not passed over; None where there is none left.
    `off_route` are answers to what is not asked: they count for nothing, and nothing of them is deleted.
    """

    next: Question | None
    route: tuple[str, ...]
    off_route: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    unknown: tuple[str, ...]
    counted: Answers

    @property
    def complete(self) -> bool:
        return not (self.next or self.missing or self.wrong or self.unknown)


def standing(
    instrument: Instrument, answers: Answers, *, passed_over: frozenset[str] = frozenset()
) -> Standing:
    """`passed_over` are questions that the respondent was shown and left. Raises CannotBeAsked."""
    counted: dict[str, Answer] = {}
    route: list[str] = []
    off_route: list[str] = []
    missing: list[str] = []
    wrong: list[Wrong] = []
    following: Question | None = None
    asked = questions(instrument)
    for each in asked:
        question = each.question
        try:
            on_route = each.when is None or holds(each.when, counted)
        except CannotTell as formula:
            message = say(
                "{question} is asked when a formula holds that is not read here: {formula}",
                question=each.id,
                formula=str(formula),
            )
            raise CannotBeAsked(message) from None
        given = answers.get(each.id)
        if not on_route:
            if given is not None:
                off_route.append(each.id)
            continue
        route.append(each.id)
        if given is None:
            if question.required:
                missing.append(each.id)
            waits = not question.from_frame and each.id not in passed_over
            if waits and following is None and question.kind is not Kind.NOTE:
                following = question
        elif what := what_is_wrong(question, given):
            wrong.append(Wrong(each.id, what))
        else:
            counted[each.id] = given
    known = {each.id for each in asked}
    return Standing(
        next=following,
        route=tuple(route),
        off_route=tuple(off_route),
        missing=tuple(missing),
        wrong=tuple(wrong),
        unknown=tuple(sorted(set(answers) - known)),
        counted=counted,
    )
