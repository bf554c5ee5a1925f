"""One record of an organisation from what several people answered for it.

Words are added to each other. Of everything else there can be one answer: where people gave different ones, it is a conflict
until somebody settles it, and until then the question counts as not answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fourfold.tracker.rules.instrument.conditions import Answer
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, questions


@dataclass(frozen=True, slots=True)
class Part:
    """`who` is the reference of the person's part."""

    who: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Settled:
    """Whose answer holds, and what everyone had answered when that was decided: a later change opens it again."""

    who: str
    between: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """`conflicts` has, by question, whose answers differ, in order."""

    answers: Mapping[str, Answer]
    conflicts: Mapping[str, tuple[tuple[str, Answer], ...]]


def merged(
    instrument: Instrument,
    parts: Sequence[Part],
    settled: Mapping[str, Settled],
    *,
    written: Mapping[tuple[str, str], str],
) -> Merged:
    """`written` has, by person and question, the answer as text, as a settlement kept it."""
    answers: dict[str, Answer] = {}
    conflicts: dict[str, tuple[tuple[str, Answer], ...]] = {}
    for each in questions(instrument):
        given = [(part.who, part.answers[each.id]) for part in parts if each.id in part.answers]
        if not given:
            continue
        if each.question.kind is Kind.TEXT:
            answers[each.id] = "\n".join(str(answer) for _, answer in given)
        elif len({_plain(answer) for _, answer in given}) == 1:
            answers[each.id] = given[0][1]
        else:
            decision = settled.get(each.id)
            now = {who: written[who, each.id] for who, _ in given}
            if decision is not None and dict(decision.between) == now and decision.who in now:
                answers[each.id] = dict(given)[decision.who]
            else:
                conflicts[each.id] = tuple(given)
    return Merged(answers, conflicts)


def _plain(answer: Answer) -> object:
    """In what order somebody ticks boxes makes no difference."""
    return frozenset(answer) if isinstance(answer, tuple) else answer
