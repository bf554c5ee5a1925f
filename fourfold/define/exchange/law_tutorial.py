"""The tutorial on law and measures, `docs/tutorials/from-the-law-to-a-measure.md`: every answer in it is asked for when it is
written, of the same files that the product goes by.
"""

from __future__ import annotations

import shlex
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fourfold.define.exchange.law_text import HEADINGS
from fourfold.define.queries.framework_files import crosswalks, shipped_frameworks
from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.rules.frameworks import placed_measures
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fourfold.define.rules.frameworks import Placed
    from fourfold.define.rules.law.answers import Ruling

FRAMEWORK: Final = "fourfold-open/2026-11"
MEASURE: Final = "J1"
# A council that buys a service for some years: what most of the law on social value was written for.
_CONTRACT: Final = {
    "authority": "best-value", "nation": "england", "kind": "services", "value": "300000", "vat": "excluded",
}  # fmt: skip

_BEGINS: Final = """\
# From the law to a measure

One contract, what the law says of it, what changes with one fact, and a measure to ask for. It takes twenty minutes and a
terminal; no account, no database. Written by `fourfold law tutorial` from the dated files of the law and of the frameworks: every
answer below was asked for, and a test fails when one is no longer true. This is no legal advice.
"""


class Change(NamedTuple):
    """What is told in `words` about the contract above, and the facts that are other."""

    words: str
    facts: Mapping[str, str]


_CHANGES: Final = (
    Change("Goods instead of services", {"kind": "goods"}),
    Change("Works instead of services", {"kind": "works"}),
    Change("A tenth of the value", {"value": "30000"}),
    Change("A light-touch service, such as care", {"regime": "light-touch"}),
    Change("A housing association buys", {"authority": "housing-association"}),
    Change("A devolved Welsh authority buys", {"authority": "welsh-devolved", "nation": "wales"}),
    Change("Before the Procurement Act 2023", {"on": "2024-06-03"}),
)


def tutorial() -> str:
    last = _last_day()
    contract = {**_CONTRACT, "on": last.isoformat()}
    found = _asked(contract)
    return "\n".join(
        [
            _BEGINS,
            *_first(contract, found),
            *_one_by_one(contract, found),
            *_the_day_after(contract, last),
            *_to_record(found),
            *_to_a_measure(),
        ]
    )


def _last_day() -> date:
    """The last for which everything was read."""
    return min(
        rule.still_in_force_on for rule in the_law().rules.values() if rule.after_last_check != "ended"
    )


def _asked(facts: Mapping[str, str]) -> tuple[Ruling, ...]:
    return rulings_on(read_facts(dict(facts)))


def _command(facts: Mapping[str, str]) -> str:
    regime = facts.get("regime")
    flags = [f"--{name} {shlex.quote(value)}" for name, value in facts.items() if name != "regime"]
    return " ".join(["fourfold law check", *flags, *([f"--{regime}"] if regime else [])])


def _first(contract: Mapping[str, str], found: tuple[Ruling, ...]) -> Iterator[str]:
    yield "## 1. Ask\n"
    yield (
        "A council in England buys a service worth £300,000 without VAT. The procurement begins on "
        f"{day_text(_last_day())}, the last day for which every rule was read:\n"
    )
    yield f"```\n{_command(contract)}\n```\n"
    for answer, heading in HEADINGS.items():
        rulings = [each for each in found if each.answer is answer]
        if not rulings:
            continue
        if answer is Answer.DOES_NOT_APPLY:
            yield f"**{heading}**: {len(rulings)} others, each with its reason.\n"
            continue
        yield f"**{heading}**\n"
        yield from (f"- {each.title}: {each.deciding.says}" for each in rulings)
        yield ""


def _one_by_one(contract: Mapping[str, str], found: tuple[Ruling, ...]) -> Iterator[str]:
    yield "## 2. Change one thing\n"
    before = {each.rule: each for each in found}
    for change in _CHANGES:
        facts = {**contract, **change.facts}
        other = [each for each in _asked(facts) if each.answer is not before[each.rule].answer]
        yield f"**{change.words}**: {len(other)} {'rule answers' if len(other) == 1 else 'rules answer'} otherwise.\n"
        yield f"```\n{_command(facts)}\n```\n"
        yield "| rule | before | now | because |"
        yield "|---|---|---|---|"
        for each in other:
            was = HEADINGS[before[each.rule].answer].lower()
            yield f"| {each.title} | {was} | {HEADINGS[each.answer].lower()} | {each.deciding.says} |"
        yield ""


def _the_day_after(contract: Mapping[str, str], last: date) -> Iterator[str]:
    facts = {**contract, "on": (last + timedelta(days=1)).isoformat()}
    unread = [each for each in _asked(facts) if each.answer is Answer.NOT_CHECKED]
    yield "## 3. Ask for the day after\n"
    yield f"```\n{_command(facts)}\n```\n"
    yield (
        f"{len(unread)} rules answer “not checked”: nobody has read their sources since. That is no fault. "
        "`fourfold law calendar` says what is to be read again and where; "
        "[the how-to](../how-to/test-which-law-applies.md) says how.\n"
    )


def _to_record(found: tuple[Ruling, ...]) -> Iterator[str]:
    yield "## 4. See what to put on record\n"
    yield "Of the first answer, what binds:\n"
    yield "| what | by when | rule |"
    yield "|---|---|---|"
    for ruling in found:
        if ruling.answer is Answer.APPLIES:
            yield from (f"| {each.what} | {each.by_when} | {ruling.title} |" for each in ruling.to_record)
    yield ""


def _to_a_measure() -> Iterator[str]:
    framework = shipped_frameworks()[FRAMEWORK]
    placed = {each.measure.code: each for each in placed_measures(framework)}
    chosen = placed[MEASURE]
    beside = [each for each in placed.values() if each.outcome is chosen.outcome]
    yield "## 5. Choose what to ask for\n"
    yield (
        f"The law says that you think about it; it does not say what to count. {framework.title} has {len(placed)} measures in "
        f"{len(framework.themes)} themes:\n"
    )
    yield f"```\nfourfold frameworks show {framework.key}\n```\n"
    yield f"Under *{chosen.theme.title}*, for the outcome “{chosen.outcome.title}”, it counts:\n"
    yield from (f"- {each.measure.title}, in {unit_of(each.measure.unit).plural}" for each in beside)
    yield ""
    yield from _whole(chosen)


def _whole(chosen: Placed) -> Iterator[str]:
    measure = chosen.measure
    yield f"**{measure.code}. {measure.title}**\n"
    yield f"- What counts: {measure.counts}"
    if measure.counts_not:
        yield f"- What does not: {measure.counts_not}"
    yield f"- Evidence: {measure.evidence}"
    yield f"- {'Each person counts once.' if measure.once_per_person else 'A person may count again.'}"
    if measure.excludes:
        yield f"- Not together with: {', '.join(measure.excludes)}"
    yield ""
    place = f"{FRAMEWORK}#"
    nodes = {f"{place}{code}" for code in (measure.code, chosen.outcome.code, chosen.theme.code)}
    links = [each for each in crosswalks() if {each.one, each.other} & nodes]
    if links:
        yield "How it stands to other frameworks:\n"
        yield from (f"- `{each.one}` {each.relation.value} `{each.other}`: {each.reason}" for each in links)
        yield ""
    yield (
        "On the page of a measure, *Use this in your draft* copies it with its definition, so that a later edition of the "
        "framework changes nothing that you adopted. [A policy in one sitting](a-policy-in-one-sitting.md) is the quickest "
        "way to a draft.\n"
    )
