"""A person who is counted once is counted on the first day on which they were claimed, whoever claims them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Claim:
    """One person under one measure. `person` is a key that says only whether two are the same person."""

    measure: str
    person: str
    on: date


def repeats(claims: Iterable[Claim], *, once: Collection[str]) -> tuple[Claim, ...]:
    """The claims that do not count, in the order given: the person counts already, under a measure that counts once.

    Of claims on the same day the first given counts.
    """
    numbered = list(enumerate(claims))
    first: dict[tuple[str, str], int] = {}
    for place, claim in sorted(numbered, key=lambda each: (each[1].on, each[0])):
        first.setdefault((claim.measure, claim.person), place)
    return tuple(
        claim
        for place, claim in numbered
        if claim.measure in once and first[claim.measure, claim.person] != place
    )
