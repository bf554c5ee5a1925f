"""Which text a partner signed, and what of the stable core changed from one wave's instrument to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.questionnaire import Instrument, Question, Text

from fourfold.tracker.rules.instrument.questionnaire import questions


def fingerprint(instrument: Instrument) -> str:
    """SHA-256 of all that a respondent is asked and how. What partners have signed is not part of it."""
    told = asdict(instrument)
    del told["sign_off"], told["partners"]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Partner:
    """`lapsed` where the partner signed a text that has changed since."""

    name: str
    signed: bool
    lapsed: bool


def partners(instrument: Instrument) -> tuple[Partner, ...]:
    now = fingerprint(instrument)
    given = {(each.partner, each.fingerprint) for each in instrument.sign_off}
    earlier = {each.partner for each in instrument.sign_off}
    return tuple(
        Partner(name, signed=(name, now) in given, lapsed=name in earlier and (name, now) not in given)
        for name in instrument.partners
    )


@dataclass(frozen=True, slots=True)
class CoreChange:
    question: str
    what: str


def core_changes(before: Instrument, after: Instrument) -> tuple[CoreChange, ...]:
    """What breaks the trend: each core question of the earlier one that is gone or is not asked as it was."""
    now = {each.id: each.question for each in questions(after)}
    found: list[CoreChange] = []
    for each in questions(before):
        if not each.question.core:
            continue
        other = now.get(each.id)
        if other is None:
            found.append(CoreChange(each.id, say("it is not asked any more")))
        else:
            found += [CoreChange(each.id, what) for what in _changes(each.question, other)]
            route = next(one.when for one in questions(after) if one.id == each.id)
            if route != each.when:
                found.append(CoreChange(each.id, say("it is asked of others than before")))
    return tuple(found)


def _changes(before: Question, after: Question) -> Iterator[str]:
    if not after.core:
        yield say("it is not marked as core any more")
    if before.kind is not after.kind:
        yield say(
            "it was of the kind {before} and is of the kind {after}", before=before.kind, after=after.kind
        )
    yield from (
        say("its wording changed ({language})", language=each) for each in _reworded(before.asks, after.asks)
    )
    if (before.at_most, before.at_least) != (after.at_most, after.at_least):
        yield say("the number of answers that are taken changed")
    if before.codes != after.codes:
        yield say("its codes changed, or their order")
    for choice in before.choices:
        other = next((each for each in after.choices if each.code == choice.code), None)
        if other is None:
            continue
        for language in _reworded(choice.says, other.says):
            yield say("the wording of {code} changed ({language})", code=choice.code, language=language)


def _reworded(before: Text, after: Text) -> Iterator[str]:
    """The languages whose words changed or went. A language that is new breaks nothing."""
    return (language for language, words in before.items() if after.get(language) != words)


def without_wording(instrument: Instrument) -> tuple[str, ...]:
    """The questions that are not worded in the first language, which every question needs."""
    first = instrument.languages[0]
    return tuple(each.id for each in questions(instrument) if first not in each.question.asks)


def wordings(instrument: Instrument) -> Mapping[str, tuple[int, int]]:
    """For each language how many of the wordings it has, and how many there are."""
    texts = list(_texts(instrument))
    return {
        language: (sum(language in text for text in texts), len(texts)) for language in instrument.languages
    }


def _texts(instrument: Instrument) -> Iterator[Text]:
    yield instrument.title
    sections = {id(section): section for each in questions(instrument) for section in each.sections}
    yield from (section.title for section in sections.values() if section.title)
    for each in questions(instrument):
        yield from (text for text in (each.question.asks, each.question.hint) if text)
    for choices in instrument.lists.values():
        yield from (choice.says for choice in choices if choice.says)
