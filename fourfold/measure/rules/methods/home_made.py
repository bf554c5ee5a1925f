"""Methods that organisations made for themselves, and which of them measure the same: those could be one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class HomeMade:
    """`measures` are an outcome and the code of the unit in which it is counted."""

    key: str
    title: str
    measures: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """`same` is measured alike in both; `unlike` are outcomes that both measure, in units that cannot be compared."""

    one: str
    other: str
    same: tuple[tuple[str, str], ...]
    unlike: tuple[str, ...]


def overlaps(methods: Iterable[HomeMade]) -> tuple[Overlap, ...]:
    """Every pair that has an outcome in common, those with most alike first."""
    found = []
    for one, other in combinations(sorted(methods, key=lambda each: each.key), 2):
        same = one.measures & other.measures
        outcomes = {outcome for outcome, _ in one.measures} & {outcome for outcome, _ in other.measures}
        unlike = outcomes - {outcome for outcome, _ in same}
        if outcomes:
            found.append(Overlap(one.key, other.key, tuple(sorted(same)), tuple(sorted(unlike))))
    return tuple(sorted(found, key=lambda each: (-len(each.same), each.one, each.other)))
