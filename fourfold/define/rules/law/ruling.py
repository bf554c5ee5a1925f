"""The list of steps of a rule read for one contract: the answer with every step on the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fourfold.define.rules.law.answers import Answer, Reason, Ruling, ToRecord
from fourfold.define.rules.law.days import spans
from fourfold.define.rules.law.facts import Facts
from fourfold.define.rules.law.figures import VAT_RATE
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.one import One
from fourfold.define.rules.law.steps import LawRule, Step, Words
from fourfold.ground.kernel.dated_rules import Provision
from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Grade, Source

BINDS: Final = frozenset({Answer.APPLIES, Answer.GOOD_PRACTICE})
RATE_DECIDES: Final = say(
    "The rate of VAT decides here: without VAT the value lies on the other side of the figure. If the contract "
    "bears less than the "
    "standard rate or none, ask again with its own rate."
)


def rulings(facts: Facts, *, law: LawBook, rules: Sequence[LawRule]) -> tuple[Ruling, ...]:
    """One ruling a rule, in their order; a rule may ask what one before it answered."""
    answers: dict[str, Answer] = {}
    found = []
    for rule in rules:
        ruling = rule_on(One(facts, law, answers), rule)
        answers[rule.key] = ruling.answer
        found.append(ruling)
    return tuple(found)


def rule_on(one: One, rule: LawRule) -> Ruling:
    dated = one.law.rules[rule.key]
    reader = _Reader(one, rule)
    answer = reader.read()
    if reader.rate_decides:
        reader.reasons.append(Reason(RATE_DECIDES))
    if answer in {*BINDS, Answer.UNCERTAIN}:
        if dated.unsure:
            reader.reasons.append(Reason(dated.unsure))
        reader.say_what_is_secondary()
    records = reader.to_record() if answer in BINDS else ()
    return Ruling(
        rule=rule.key,
        title=dated.title,
        kind=dated.kind,
        answer=answer,
        reasons=tuple(reader.reasons),
        to_record=records,
        checked_on=dated.still_in_force_on,
        versions=tuple(sorted(reader.versions.items())),
    )


class _Reader:
    def __init__(self, one: One, rule: LawRule) -> None:
        self.one = one
        self.rule = rule
        self.reasons: list[Reason] = []
        self.secondary: dict[str, None] = {}
        self.rate_decides = False
        self.versions = {f"law.rules.{rule.key}": one.law.rules[rule.key].version}

    def read(self) -> Answer:
        for span in spans(self.rule, self.one.law):
            if span.holds(self.one.facts.on):
                self.reasons.append(Reason(span.says, decides=True))
                return span.answer
        for step in self.rule.steps:
            if step.when(self.one):
                self._note(step, step.says, decides=True)
                return step.answer
            if step.otherwise:
                self._note(step, step.otherwise)
        raise ValueError(f"The last step of “{self.rule.key}” did not hold")

    def _note(self, step: Step, words: Words, *, decides: bool = False) -> None:
        provisions = [self._provision(name) for name in step.relies_on]
        sources = [each.source for each in provisions]
        for key in step.figures_for(self.one):
            known = self.one.figure(key)
            if known is None:
                continue
            sources.append(known.source)
            self._rely_on(known)
            self.rate_decides = self.rate_decides or self.one.rate_decides(key)
            if known.source.grade is Grade.SECONDARY:
                self.secondary.setdefault(known.source.publisher)
        says = words if isinstance(words, str) else words(self.one)
        self.reasons.append(Reason(says, _meaning(provisions), tuple(sources), decides))

    def _rely_on(self, known: Known) -> None:
        """Keeps the figure's version; and that of the rate of VAT, where the value had to be turned by it."""
        self.versions[known.key] = known.version
        rate = self.one.figure(VAT_RATE)
        turned = known.vat is not None and known.vat.value != self.one.facts.vat.value
        if turned and self.one.facts.vat_rate is None and rate is not None:
            self.versions[VAT_RATE] = rate.version

    def to_record(self) -> tuple[ToRecord, ...]:
        """What the rule's file asks to record of this contract, with the figures by which that was told."""
        dated = self.one.law.rules[self.rule.key]
        found = []
        for entry in self.rule.records:
            for known in filter(None, map(self.one.figure, entry.figures)):
                self._rely_on(known)
            if entry.when(self.one):
                record = dated.records[entry.name]
                found.append(
                    ToRecord(
                        record.what, record.by_when, dated.provision(record.relies_on).source, record.due
                    )
                )
        return tuple(found)

    def _provision(self, name: str) -> Provision:
        rule, _, part = name.rpartition("/")
        key = rule or self.rule.key
        self.versions[f"law.rules.{key}"] = self.one.law.rules[key].version
        return self.one.law.rules[key].provision(part)

    def say_what_is_secondary(self) -> None:
        """A figure that was read in somebody's account of the law says so."""
        if self.secondary:
            self.reasons.append(
                Reason(
                    say(
                        "The figure was read in a secondary source, {publishers}, and not in the law itself. "
                        "Check it before you rely on it.",
                        publishers=", ".join(self.secondary),
                    )
                )
            )
        elif _all_secondary(source for reason in self.reasons for source in reason.sources):
            self.reasons.append(
                Reason(
                    say(
                        "This rests on secondary sources alone: accounts of the rule, read on {day}, and not the rule itself.",
                        day=day_text(max(each.read for reason in self.reasons for each in reason.sources)),
                    )
                )
            )


def _all_secondary(sources: Iterable[Source]) -> bool:
    grades = {each.grade for each in sources}
    return grades == {Grade.SECONDARY}


def _meaning(provisions: Sequence[Provision]) -> str:
    return " ".join(each.meaning for each in provisions)
