"""The rules once more, by trying and by steps of one, from their words and not from the code: slow, and for few claims."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from fourfold.partner.rules.counting.claims import step_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.partner.rules.counting.claims import Claim


class Part:
    """What one claim claims of one key, in steps."""

    def __init__(self, claim: Claim, key: str, place: int, among: int) -> None:
        steps = int(claim.quantity.amount / step_of(claim.quantity.unit))
        whole = int(claim.of / step_of(claim.quantity.unit))
        self.claim, self.key = claim, key
        self.amount = steps // among + (place < steps % among)
        self.whole = whole // among + (place < whole % among)
        self.counted = 0

    def meets(self, other: Part) -> bool:
        if self.claim.event or self.claim.once_per_person:
            return True
        return self.claim.starts_on <= other.claim.ends_on and other.claim.starts_on <= self.claim.ends_on


def counted(claims: Sequence[Claim]) -> dict[str, Decimal]:
    """What of each claim counts."""
    parts = [
        Part(claim, key, place, len(keys))
        for claim in claims
        for keys in [(claim.event,) if claim.event else tuple(sorted(claim.persons))]
        for place, key in enumerate(keys)
    ]
    for group in grouped(parts, lambda part: (part.claim.framework, part.key, part.claim.measure)):
        if not excluded(group[0], parts):
            for component in components(group):
                share(component)
    found = {}
    for claim in claims:
        step = step_of(claim.quantity.unit)
        of = [part.counted for part in parts if part.claim is claim]
        found[claim.ref] = sum(of) * step if claim.event or claim.persons else claim.quantity.amount
    return found


def excluded(part: Part, parts: Sequence[Part]) -> bool:
    if not part.claim.exclusion_group:
        return False
    rivals = [
        each.claim
        for each in parts
        if (each.claim.framework, each.claim.exclusion_group, each.key)
        == (part.claim.framework, part.claim.exclusion_group, part.key)
    ]
    rivals.sort(key=lambda claim: claim.ref)
    rivals.sort(key=lambda claim: claim.starts_on)
    rivals.sort(key=lambda claim: claim.tier, reverse=True)
    return rivals[0].measure != part.claim.measure


def components(group: Sequence[Part]) -> list[list[Part]]:
    left, found = list(group), []
    while left:
        component = [left.pop()]
        while near := [part for part in left if any(part.meets(other) for other in component)]:
            component += near
            left = [part for part in left if part not in near]
        found.append(component)
    return found


def share(component: list[Part]) -> None:
    """By steps of one: whoever is furthest behind a due part gets the next."""
    left = most(component)
    due = {
        id(part): min(Fraction(part.amount), part.claim.share * part.whole)
        for part in component
        if part.claim.share is not None
    }
    agreed = [part for part in component if id(part) in due]
    left -= hamilton(agreed, due, int(sum(due.values(), Fraction(0))))
    rest = [part for part in component if part.claim.share is None]
    for tier in sorted({part.claim.tier for part in rest}, reverse=True):
        of_tier = [part for part in rest if part.claim.tier == tier]
        wanted = {id(part): Fraction(part.amount) for part in of_tier}
        left -= hamilton(of_tier, wanted, min(left, sum(part.amount for part in of_tier)))


def hamilton(parts: list[Part], wanted: dict[int, Fraction], total: int) -> int:
    if total:
        scale = total / sum(wanted.values())
        for part in parts:
            part.counted = int(wanted[id(part)] * scale)
        over = total - sum(part.counted for part in parts)
        parts = sorted(parts, key=lambda part: (part.claim.starts_on, part.claim.ref))
        parts.sort(key=lambda part: wanted[id(part)] * scale - part.counted, reverse=True)
        for part in parts[:over]:
            part.counted += 1
    return total


def most(component: Sequence[Part]) -> int:
    """The largest sum of parts of which no two meet, by trying all."""
    return max(
        sum(part.whole for part in chosen)
        for size in range(1, len(component) + 1)
        for chosen in combinations(component, size)
        if not any(one.meets(other) for one, other in combinations(chosen, 2))
    )


def grouped(parts: Sequence[Part], by: object) -> list[list[Part]]:
    found: dict[object, list[Part]] = {}
    for part in parts:
        found.setdefault(by(part), []).append(part)  # type: ignore[operator]
    return list(found.values())
