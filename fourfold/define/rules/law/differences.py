"""Two rulings on one procurement side by side: which facts were given otherwise, and which rules answer otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.define.rules.law.answers import Answer, Ruling
from fourfold.define.rules.law.on_record import OnRecord
from fourfold.define.rules.law.typed_facts import typed_again


@dataclass(frozen=True, slots=True)
class FactDiffers:
    """`name` is that of the fact; empty text where it was left as usual."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class RuleDiffers:
    """`was` or `now` is None for a rule that there was not yet, or is not any more.

    `read_again`: its files are others, whatever they answer. `records_differ`: other things are to be recorded, or by other days.
    """

    title: str
    was: Ruling | None
    now: Ruling | None
    read_again: bool
    records_differ: bool

    @property
    def answer_was(self) -> Answer | None:
        return None if self.was is None else self.was.answer

    @property
    def answer_now(self) -> Answer | None:
        return None if self.now is None else self.now.answer

    @property
    def answers_otherwise(self) -> bool:
        return self.answer_was is not self.answer_now


@dataclass(frozen=True, slots=True)
class Differences:
    facts: tuple[FactDiffers, ...]
    rules: tuple[RuleDiffers, ...]

    @property
    def none(self) -> bool:
        return not self.facts and not self.rules


def differences(was: OnRecord, now: OnRecord) -> Differences:
    """In the order of the rules as they are now; those that are gone come last."""
    old, new = ({each.rule: each for each in record.rulings} for record in (was, now))
    compared = (_compared(old.get(rule), new.get(rule)) for rule in dict.fromkeys((*new, *old)))
    return Differences(_facts(was, now), tuple(each for each in compared if each is not None))


def _facts(was: OnRecord, now: OnRecord) -> tuple[FactDiffers, ...]:
    old, new = typed_again(was.facts), typed_again(now.facts)
    return tuple(
        FactDiffers(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    )


def _compared(was: Ruling | None, now: Ruling | None) -> RuleDiffers | None:
    if was is None or now is None:
        there = was or now
        if there is None:
            return None
        return RuleDiffers(there.title, was, now, read_again=True, records_differ=bool(there.to_record))
    read_again = _read_again(was, now)
    records_differ = was.to_record != now.to_record
    if was.answer is now.answer and not records_differ and not read_again:
        return None
    return RuleDiffers(now.title, was, now, read_again, records_differ)


def _read_again(was: Ruling, now: Ruling) -> bool:
    """A file that both rest on has another version. That one rests on a file more follows from the facts."""
    old = dict(was.versions)
    return any(old.get(key, version) != version for key, version in now.versions)
