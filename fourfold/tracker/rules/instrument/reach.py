"""Whether a question can be reached at all, found by trying.

Answers to the questions it hangs on, told apart only as far as some condition tells them apart, are put in one after the
other, and a branch is left as soon as the condition cannot hold any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.instrument.answers import what_is_wrong
from fourfold.tracker.rules.instrument.conditions import (
    AllOf,
    Answer,
    Answered,
    AnyOf,
    Chosen,
    Compared,
    Condition,
    Foreign,
    Not,
    holds,
    parts_of,
    questions_of,
)
from fourfold.tracker.rules.instrument.questionnaire import CODED, Asked, Kind, Question

MOST_TRIES: Final = 200_000
Truth = bool | None


@dataclass(frozen=True, slots=True)
class RouteFault:
    """`bars` where no interview can be led by it; else it is only worth a look."""

    question: str
    what: str
    bars: bool = True


class _TooWide(Exception):
    """More answers would have to be tried than is sensible."""


def faults_of_reach(asked: Sequence[Asked], places: Mapping[str, int]) -> Iterator[RouteFault]:
    told_apart = [part for each in asked if each.when is not None for part in parts_of(each.when)]
    for each in asked:
        if each.when is None:
            continue
        needed = sorted(
            reached(each.id, {one.id: questions_of(one.when) if one.when else () for one in asked})
            - {each.id},
            key=lambda name: places[name],
        )
        chain = [asked[places[name]] for name in needed]
        domains = {one.id: _kinds_of_answer(one.question, told_apart) for one in chain}
        try:
            if not _can_hold(each.when, chain, domains, strict=True):
                yield RouteFault(each.id, say("can never be asked: no answers lead to it"))
            elif not each.other_of and not _can_hold(Not(each.when), chain, domains, strict=False):
                what = say("has a condition that always holds")
                yield RouteFault(each.id, what, bars=False)
        except _TooWide:
            what = say("hangs on too many answers for it to be tried whether it can be asked")
            yield RouteFault(each.id, what, bars=False)


def _can_hold(
    wanted: Condition,
    chain: Sequence[Asked],
    domains: Mapping[str, Sequence[Answer]],
    *,
    strict: bool,
) -> bool:
    """Whether some answers to the chain make it hold: of people who answer what they must where `strict`."""
    tries = [MOST_TRIES]
    answers: dict[str, Answer] = {}

    def follow(place: int) -> bool:
        tries[0] -= 1
        if tries[0] < 0:
            raise _TooWide
        now = truth(wanted, answers, {one.id for one in chain[:place]})
        if now is False:
            return False
        if now is True and place >= len(chain):
            return True
        if place == len(chain):
            return False
        each = chain[place]
        on_route = each.when is None or holds(each.when, answers)
        choices: list[Answer | None] = list(domains[each.id]) if on_route else []
        if not on_route or not (strict and each.question.required):
            choices.append(None)
        for choice in choices:
            if choice is not None:
                answers[each.id] = choice
            if follow(place + 1):
                return True
            answers.pop(each.id, None)
        return False

    return follow(0)


def truth(condition: Condition, answers: Mapping[str, Answer], settled: set[str]) -> Truth:
    """True or false whatever the rest will be; else None."""
    match condition:
        case Not(part):
            now = truth(part, answers, settled)
            return None if now is None else not now
        case AllOf(parts):
            each = [truth(part, answers, settled) for part in parts]
            return False if False in each else None if None in each else True
        case AnyOf(parts):
            each = [truth(part, answers, settled) for part in parts]
            return True if True in each else None if None in each else False
        case Foreign():
            return None
        case _:
            return holds(condition, answers) if condition.question in settled else None


def _kinds_of_answer(question: Question, told_apart: Sequence[Condition]) -> list[Answer]:
    """One answer for each way in which the conditions can tell answers apart."""
    about = [
        part
        for part in told_apart
        if isinstance(part, Chosen | Compared | Answered) and part.question == question.id
    ]
    if question.kind in CODED:
        named = {code for part in about if isinstance(part, Chosen) for code in part.codes}
        mentioned = [code for code in question.codes if code in named]
        # Those that stand alone fill up nothing and come last.
        by_company = sorted(question.choices, key=lambda choice: choice.alone)
        rest = [choice.code for choice in by_company if choice.code not in named]
        if question.kind is not Kind.MULTI:
            return [*mentioned, *rest[:1]]
        return list(_sets_of_codes(question, mentioned, rest))
    if question.kind is Kind.NUMBER:
        edges = [part.number for part in about if isinstance(part, Compared)]
        edges += [edge for edge in (question.least, question.most) if edge is not None] or [Decimal(0)]
        tried = sorted({value for edge in edges for value in _around(edge, whole=question.whole)})
        between = [(low + high) / 2 for low, high in pairwise(tried)]
        return [value for value in (*tried, *between) if not what_is_wrong(question, value)]
    # Of words and days, conditions tell only whether there is an answer.
    return [date.min if question.kind is Kind.DATE else "x"]


def _around(edge: Decimal, *, whole: bool) -> Iterator[Decimal]:
    if whole:
        floor = edge.to_integral_value(rounding="ROUND_FLOOR")
        yield from (floor - 1, floor, floor + 1, floor + 2)
    else:
        yield from (edge - 1, edge, edge + 1)


def _sets_of_codes(question: Question, mentioned: list[str], rest: list[str]) -> Iterator[Answer]:
    """Every set of the codes that are mentioned, filled up with others that are not where a set must be larger."""
    for size in range(len(mentioned) + 1):
        for codes in combinations(mentioned, size):
            filled = [*codes]
            for code in rest:
                if filled and len(filled) >= (question.at_least or 1):
                    break
                filled.append(code)
            answer = tuple(filled)
            if answer and not what_is_wrong(question, answer):
                yield answer


def reached(start: str, hangs_on: Mapping[str, Sequence[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for name in hangs_on[waiting.pop()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found
