"""A wave that may be published: no name, no words, no exact figure, and nobody alone in a group.

Respondents are put into groups by the questions that others can look up (type, size, place: `disclosure: key`), in the order
of the instrument. A group of fewer than `least` organisations is never told apart: its value is withheld, together with that
of the smallest group beside it where it alone would still be too small, so that what is withheld hides in enough others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import refuse
from fourfold.tracker.rules.instrument.answers import text_of_answer
from fourfold.tracker.rules.instrument.conditions import Answer, questions_of
from fourfold.tracker.rules.instrument.engine import standing
from fourfold.tracker.rules.instrument.questionnaire import (
    Choice,
    Disclosure,
    Instrument,
    Item,
    Kind,
    Question,
    Section,
    questions,
)
from fourfold.tracker.rules.wave.table import Respondent, Wave

# Choices of ours: what is taken where nothing is said, and what may not be undercut.
LEAST: Final = 10
FLOOR: Final = 5
_OPEN: Final = frozenset({Kind.TEXT, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Withheld:
    """One question, what was done to it, and of how many respondents."""

    question: str
    what: str
    respondents: int


@dataclass(frozen=True, slots=True)
class Anonymised:
    wave: Wave
    withheld: tuple[Withheld, ...]
    smallest_group: int


def anonymised(wave: Wave, *, least: int = LEAST) -> Anonymised:
    """Raises BadSurvey where the whole wave is too small, or `least` is."""
    if least < FLOOR:
        raise refuse(say("groups of fewer than {floor} organisations are never told apart", floor=FLOOR))
    people = list(wave.respondents)
    if _organisations(people) < least:
        message = say(
            "{count} organisations are too few to publish: there must be {least}",
            count=_organisations(people),
            least=least,
        )
        raise refuse(message)
    hang_on = _hang_on(wave.instrument)
    asked = [each.question for each in questions(wave.instrument)]
    gone = {each.id for each in asked if _leaves(each)}
    # Whether one was asked tells how one answered: what hangs on an answer that is hidden, or made coarser, goes with it.
    telling = [each for each in asked if each.disclosure is Disclosure.IDENTIFIES or each.kind is Kind.NUMBER]
    gone |= {name for each in telling for name in hang_on[each.id]}
    keys = [each.id for each in asked if each.disclosure is Disclosure.KEY and each.id not in gone]
    banded = [_banded(_on_route(wave.instrument, each), asked) for each in people]
    hidden_keys = dict(_hidden(banded, keys, least))
    hidden = {
        serial: names | {each for name in names for each in hang_on[name]}
        for serial, names in hidden_keys.items()
    }
    made = [
        replace(
            each,
            organisation="",
            weight=None,
            answers={
                name: answer
                for name, answer in each.answers.items()
                if name not in gone and name not in hidden[each.serial]
            },
            withheld=hidden[each.serial],
        )
        for each in banded
    ]
    # In an order that says nothing of the order in which they came.
    made.sort(
        key=lambda each: sorted((name, text_of_answer(answer)) for name, answer in each.answers.items())
    )
    numbered = tuple(
        replace(each, serial=f"{wave.numbered_as}{number}") for number, each in enumerate(made, start=1)
    )
    instrument = replace(
        wave.instrument, items=tuple(_items(wave.instrument.items, gone, wave.instrument.languages[0]))
    )
    return Anonymised(
        wave=replace(wave, instrument=instrument, respondents=numbered),
        withheld=tuple(_told(asked, gone, keys, hidden)),
        smallest_group=min(map(len, groups(banded, keys, hidden_keys).values())),
    )


def groups(
    people: Sequence[Respondent], keys: Sequence[str], hidden: Mapping[str, frozenset[str]]
) -> Mapping[tuple[str, ...], set[str]]:
    """The organisations that cannot be told apart, by what is published of their keys."""
    found: dict[tuple[str, ...], set[str]] = {}
    for each in people:
        shown = tuple("withheld" if key in hidden[each.serial] else f"={_value(each, key)}" for key in keys)
        found.setdefault(shown, set()).add(each.organisation or each.serial)
    return found


def _hidden(
    people: Sequence[Respondent], keys: Sequence[str], least: int
) -> Iterator[tuple[str, frozenset[str]]]:
    """For each case the keys that are withheld."""
    if not keys:
        yield from ((each.serial, frozenset()) for each in people)
        return
    by_value: dict[str, list[Respondent]] = {}
    for each in people:
        by_value.setdefault(_value(each, keys[0]), []).append(each)
    in_order = sorted(by_value.items(), key=lambda group: (_organisations(group[1]), group[0]))
    pool: list[Respondent] = []
    rest: list[list[Respondent]] = []
    for _, group in in_order:
        if _organisations(group) < least or (pool and _organisations(pool) < least):
            pool += group
        else:
            rest.append(group)
    yield from ((each.serial, frozenset(keys)) for each in pool)
    for group in rest:
        yield from _hidden(group, keys[1:], least)


def _organisations(people: Sequence[Respondent]) -> int:
    return len({each.organisation or each.serial for each in people})


def _value(each: Respondent, key: str) -> str:
    answer = each.answers.get(key)
    return "" if answer is None else text_of_answer(answer)


def _leaves(question: Question) -> bool:
    """Words and days, an exact number that has no bands, and whatever is said to identify."""
    exact = question.kind is Kind.NUMBER and not question.bands
    return question.disclosure is Disclosure.IDENTIFIES or question.kind in _OPEN or exact


def _on_route(instrument: Instrument, each: Respondent) -> Respondent:
    """Without what was answered off the route, which is no answer of anybody's."""
    now = standing(instrument, each.answers)
    return replace(each, answers=now.counted, route=frozenset(now.route))


def _hang_on(instrument: Instrument) -> Mapping[str, frozenset[str]]:
    """For each question those that are asked by its answer, or by that of one that is."""
    found: dict[str, set[str]] = {each.id: set() for each in questions(instrument)}
    for each in questions(instrument):
        for name in questions_of(each.when) if each.when is not None else ():
            for before, after in found.items():
                if before == name or name in after:
                    after.add(each.id)
    return {name: frozenset(after) for name, after in found.items()}


def _banded(each: Respondent, asked: Sequence[Question]) -> Respondent:
    answers: dict[str, Answer] = dict(each.answers)
    for question in asked:
        number = answers.get(question.id)
        if question.bands and isinstance(number, Decimal):
            answers[question.id] = band_of(number, question.bands)
    return replace(each, answers=answers)


def band_of(number: Decimal, bands: Sequence[Decimal]) -> str:
    """“band_0” is below the first edge; each band begins at its edge."""
    return f"band_{sum(edge <= number for edge in bands)}"


def _choices_of(bands: Sequence[Decimal], language: str) -> tuple[Choice, ...]:
    edges = [f"{edge:f}" for edge in bands]
    words = [
        say("below {edge}", edge=edges[0]),
        *(say("{low} to below {high}", low=low, high=high) for low, high in pairwise(edges)),
        say("{edge} or more", edge=edges[-1]),
    ]
    return tuple(
        Choice(f"band_{place}", {language: f"{each}"}, place + 1) for place, each in enumerate(words)
    )


def _items(items: Sequence[Item], gone: set[str], language: str) -> Iterator[Item]:
    """The instrument as the open table knows it: what left is not in it, and nobody is led by it any more."""
    for item in items:
        if isinstance(item, Section):
            yield replace(item, items=tuple(_items(item.items, gone, language)))
        elif isinstance(item, Question) and item.id not in gone:
            yield _as_published(item, language)


def _as_published(item: Question, language: str) -> Question:
    item = replace(item, other=None)
    if not item.bands:
        return item
    return replace(
        item,
        kind=Kind.SINGLE,
        choices=_choices_of(item.bands, language),
        bands=(),
        least=None,
        most=None,
        whole=False,
    )


def _told(
    asked: Sequence[Question],
    gone: set[str],
    keys: Sequence[str],
    hidden: Mapping[str, frozenset[str]],
) -> Iterator[Withheld]:
    for each in asked:
        if each.id in gone:
            yield Withheld(each.id, say("left out: it could identify an organisation"), len(hidden))
        elif each.bands:
            yield Withheld(each.id, say("given in bands"), len(hidden))
        elif each.id in keys:
            count = sum(each.id in names for names in hidden.values())
            if count:
                yield Withheld(each.id, say("withheld where the group is small"), count)
