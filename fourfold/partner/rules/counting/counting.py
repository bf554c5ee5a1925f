"""What of all claims counts, what was removed and by which rule, and what was found twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.partner.rules.counting.apportioning import apportion, share_faults
from fourfold.partner.rules.counting.claims import BadClaims, step_of
from fourfold.partner.rules.counting.findings import Found, Rule, explained, probable
from fourfold.partner.rules.counting.standing import standing
from fourfold.partner.rules.counting.things import Key, lines_of, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fourfold.ground.kernel.quantities import Unit
    from fourfold.partner.rules.counting.claims import Claim, Record
    from fourfold.partner.rules.counting.findings import Finding
    from fourfold.partner.rules.counting.things import Line, Thing


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """`counted` and all that was `removed` come to what is claimed, exactly. Without person or event it is not `checked`."""

    claim: Claim
    counted: Decimal
    removed: Mapping[Rule, Decimal]
    checked: bool

    @property
    def claimed(self) -> Decimal:
        return self.claim.quantity.amount


@dataclass(frozen=True, slots=True)
class Total:
    """Of one measure of one framework. There is no sum over measures, and none over frameworks, which are lenses."""

    framework: str
    measure: str
    unit: Unit
    claimed: Decimal
    counted: Decimal
    removed: Mapping[Rule, Decimal]
    not_checked: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    claims: tuple[ClaimCount, ...]
    totals: tuple[Total, ...]
    findings: tuple[Finding, ...]


def count(records: Iterable[Record], *, delivered: Mapping[Key, Decimal] | None = None) -> Counted:
    """`delivered` is what was verified of an event of a measure, where it was: no more of it counts, whoever claims what.

    The same for the same records in any order and however often each was sent. Raises BadClaims with every fault.
    """
    stand = standing(records)
    steps = {claim.ref: step_of(claim.quantity.unit) for claim in stand.claims}
    lines = [line for claim in stand.claims for line in lines_of(claim, stand.same)]
    verified = {
        (framework, measure, stand.same.get(key, key)): amount
        for (framework, measure, key), amount in (delivered or {}).items()
    }
    removed: dict[str, Counter[Rule]] = defaultdict(Counter)
    found: list[Found] = []
    left = _without_excluded(lines, removed, found)
    parted = list(things(left, _in_steps(left, verified)))
    faults = [fault for thing in parted for fault in share_faults(thing)]
    if faults:
        raise BadClaims(faults)
    for thing in parted:
        _resolve(thing, removed, found)
    claims = tuple(_of_claim(claim, removed[claim.ref], steps[claim.ref]) for claim in stand.claims)
    return Counted(claims, totals(claims), (*explained(found, steps), *probable(stand.claims, stand.same)))


def _in_steps(lines: Sequence[Line], delivered: Mapping[Key, Decimal]) -> dict[Key, int]:
    """Rounded down to what can be counted of the unit."""
    found = {}
    for line in lines:
        key = (*line.claim.of_measure, line.key)
        if line.claim.event and key in delivered:
            found[key] = int(delivered[key] / step_of(line.claim.quantity.unit))
    return found


def _without_excluded(
    lines: Sequence[Line], removed: dict[str, Counter[Rule]], found: list[Found]
) -> list[Line]:
    """Of measures that exclude each other a person or event counts under one: that of the deepest tier, then of the first day."""
    groups: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.claim.exclusion_group:
            groups[line.claim.framework, line.claim.exclusion_group, line.key].append(line)
    out: set[int] = set()
    for group in groups.values():
        first = min(group, key=lambda line: (-line.claim.tier, line.claim.starts_on, line.claim.ref))
        others = [line for line in group if line.claim.measure != first.claim.measure]
        for line in others:
            removed[line.claim.ref][Rule.EXCLUDED] += line.amount
            out.add(id(line))
        if any(line.amount for line in others):
            kept = [line for line in group if line.claim.measure == first.claim.measure]
            found.append(
                Found(Rule.EXCLUDED, tuple(kept), tuple(others), sum(line.amount for line in others))
            )
    return [line for line in lines if id(line) not in out]


def _resolve(thing: Thing, removed: dict[str, Counter[Rule]], found: list[Found]) -> None:
    counted = apportion(thing)
    taken = [line.amount - part for line, part in zip(thing.lines, counted, strict=True)]
    if not any(taken):
        return
    rule = Rule.of(thing.lines[0].claim)
    for line, part in zip(thing.lines, taken, strict=True):
        if part:
            removed[line.claim.ref][rule] += part
    found.append(Found(rule, thing.lines, (), sum(taken)))


def _of_claim(claim: Claim, removed: Counter[Rule], step: Decimal) -> ClaimCount:
    return ClaimCount(
        claim,
        claim.quantity.amount - sum(removed.values()) * step,
        {rule: removed[rule] * step for rule in Rule if removed[rule]},
        bool(claim.event or claim.persons),
    )


def totals(claims: Iterable[ClaimCount]) -> tuple[Total, ...]:
    by_measure: dict[tuple[str, str], list[ClaimCount]] = defaultdict(list)
    for each in claims:
        by_measure[each.claim.of_measure].append(each)
    return tuple(
        Total(
            framework,
            measure,
            group[0].claim.quantity.unit,
            sum((each.claimed for each in group), Decimal(0)),
            sum((each.counted for each in group), Decimal(0)),
            {
                rule: sum((each.removed.get(rule, Decimal(0)) for each in group), Decimal(0))
                for rule in Rule
                if any(rule in each.removed for each in group)
            },
            sum((each.counted for each in group if not each.checked), Decimal(0)),
        )
        for (framework, measure), group in sorted(by_measure.items())
    )
