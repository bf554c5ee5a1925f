"""What was found twice, each case in a sentence: which claims, by what rule, and how much is at stake."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import MOST, Quantity
from fourfold.ground.kernel.said import say, say_counted, say_joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fourfold.ground.kernel.quantities import Unit
    from fourfold.partner.rules.counting.claims import Claim
    from fourfold.partner.rules.counting.things import Line


class Rule(StrEnum):
    SAME_EVENT = "same event"
    ONCE_PER_PERSON = "once per person"
    SAME_DAYS = "same person, same days"
    EXCLUDED = "measures that exclude each other"
    PROBABLE = "probably the same"

    @classmethod
    def of(cls, claim: Claim) -> Rule:
        """By which claims like this one are compared."""
        if claim.event:
            return cls.SAME_EVENT
        return cls.ONCE_PER_PERSON if claim.once_per_person else cls.SAME_DAYS


@dataclass(frozen=True, slots=True)
class Found:
    """One key: the lines that meet, those that give way to them where measures exclude each other, and what is removed."""

    rule: Rule
    lines: tuple[Line, ...]
    give_way: tuple[Line, ...]
    removed: int


@dataclass(frozen=True, slots=True)
class Finding:
    """`at_stake` was removed, or where it is not `certain` would be, if they are the same. `keys`: how many persons or events."""

    rule: Rule
    claims: tuple[Claim, ...]
    at_stake: Decimal
    keys: int
    certain: bool
    says: str


def explained(found: Iterable[Found], steps: Mapping[str, Decimal]) -> Iterator[Finding]:
    """One for all persons and events in which the same claims meet by the same rule, the largest first of each measure."""
    together: dict[tuple[Rule, tuple[str, ...], tuple[str, ...]], list[Found]] = defaultdict(list)
    for each in found:
        together[each.rule, _refs(each.lines), _refs(each.give_way)].append(each)
    findings = []
    for (rule, _, _), cases in together.items():
        first = cases[0]
        claims = _claims((*first.lines, *first.give_way))
        taken = _claims(first.give_way) or claims
        step = steps[taken[0].ref]
        at_stake = sum(each.removed for each in cases) * step
        says = (
            _excluded(first, len(cases), _shown(at_stake, taken))
            if rule is Rule.EXCLUDED
            else _met(rule, cases, claims, step)
        )
        findings.append(Finding(rule, claims, at_stake, len(cases), certain=True, says=says))
    yield from sorted(
        findings, key=lambda each: (each.claims[0].of_measure, -each.at_stake, _names(each.claims))
    )


def probable(claims: Iterable[Claim], same: Mapping[str, str]) -> Iterator[Finding]:
    """The same amount, days and recipient, and no key that says whether they are the same. Nothing is removed for it."""
    alike: dict[tuple[object, ...], dict[str, list[Claim]]] = {}
    for claim in claims:
        if claim.recipient and not claim.persons and claim.quantity:
            key = (
                claim.framework,
                claim.exclusion_group or claim.measure,
                claim.quantity,
                claim.starts_on,
                claim.ends_on,
                claim.recipient.casefold(),
            )
            thing = same.get(claim.event, claim.event) or claim.ref
            alike.setdefault(key, {}).setdefault(thing, []).append(claim)
    for _, of_things in sorted(
        alike.items(), key=lambda each: min(c.ref for g in each[1].values() for c in g)
    ):
        if len(of_things) > 1:
            group = tuple(
                sorted((claim for each in of_things.values() for claim in each), key=lambda claim: claim.ref)
            )
            at_stake = group[0].quantity.amount * (len(of_things) - 1)
            yield Finding(
                Rule.PROBABLE, group, at_stake, len(of_things), certain=False, says=_alike(group, at_stake)
            )


def _met(rule: Rule, cases: Sequence[Found], claims: Sequence[Claim], step: Decimal) -> str:
    claimed = sum(line.amount for case in cases for line in case.lines) * step
    removed = sum(case.removed for case in cases) * step
    match rule:
        case Rule.SAME_EVENT:
            what = say("are of the same event")
        case Rule.ONCE_PER_PERSON:
            what = say_counted(
                len(cases),
                "name the same person under a measure that counts a person once",
                "name the same {count} people under a measure that counts a person once",
            )
        case _:
            what = say_counted(
                len(cases),
                "name the same person on days that overlap",
                "name the same {count} people on days that overlap",
            )
    return say(
        "{claims} {what}{across}: {claimed} claimed, {counted} counted, {removed} removed.",
        claims=_named(claims),
        what=what,
        across=_across(claims),
        claimed=_shown(claimed, claims),
        counted=_shown(claimed - removed, claims),
        removed=_shown(removed, claims),
    )


def _excluded(case: Found, keys: int, removed: str) -> str:
    kept, other = _claims(case.lines), _claims(case.give_way)
    return say(
        "{claims} and {others}{across} name {what} under the measures {measure} and {excluded}, which exclude each other: "
        "it counts under {measure} alone, {removed} removed.",
        claims=_named(kept),
        others=_named(other),
        across=_across((*kept, *other)),
        what=say_counted(keys, "the same person or event", "the same {count} persons or events"),
        measure=kept[0].measure,
        excluded=say_joined(sorted({claim.measure for claim in other})),
        removed=removed,
    )


def _alike(claims: Sequence[Claim], at_stake: Decimal) -> str:
    first = claims[0]
    days = (
        day_text(first.starts_on)
        if first.starts_on == first.ends_on
        else say("{first} to {last}", first=day_text(first.starts_on), last=day_text(first.ends_on))
    )
    return say(
        "{claims} report {quantity} to {recipient} on the same days ({days}){across}. They are probably the same, and no key "
        "says so: nothing is removed, and {at_stake} is in doubt. Give the key of the event in each, or ask.",
        claims=_named(claims),
        quantity=first.quantity,
        recipient=first.recipient,
        days=days,
        across=_across(claims),
        at_stake=_shown(at_stake, claims),
    )


def _across(claims: Sequence[Claim]) -> str:
    """Where they meet: in which contracts, tiers and claimants, if there are several."""
    parts = []
    contracts = sorted({claim.contract for claim in claims})
    tiers = sorted({claim.tier for claim in claims})
    claimants = sorted({claim.claimant for claim in claims})
    if len(contracts) > 1:
        parts.append(say("contracts {contracts}", contracts=say_joined(contracts)))
    if len(tiers) > 1:
        parts.append(say("tiers {tiers}", tiers=say_joined(tiers)))
    if len(claimants) > 1:
        parts.append(say("claimed by {claimants}", claimants=say_joined(claimants)))
    return say(" ({parts})", parts=say_joined(parts)) if parts else ""


def _named(claims: Sequence[Claim]) -> str:
    return say_joined([claim.ref for claim in claims])


def _names(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.ref for claim in claims)


def _refs(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(sorted({line.claim.ref for line in lines}))


def _claims(lines: Sequence[Line]) -> tuple[Claim, ...]:
    by_ref = {line.claim.ref: line.claim for line in lines}
    return tuple(by_ref[ref] for ref in sorted(by_ref))


def _shown(amount: Decimal, claims: Sequence[Claim]) -> str:
    return shown(amount, claims[0].quantity.unit)


def shown(amount: Decimal, unit: Unit) -> str:
    """A sum of quantities, which may be more than one quantity may be."""
    if amount <= MOST:
        return Quantity(amount, unit).text
    return say("{number} {unit}", number=f"{amount:,f}", unit=unit.plural)
