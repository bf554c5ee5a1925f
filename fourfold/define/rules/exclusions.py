"""Measures that must not both be claimed for the same person, pound or thing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from fourfold.define.rules.crosswalks import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.define.rules.crosswalks import Node, Relation
    from fourfold.define.rules.frameworks import Framework

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two measures of a choice that exclude each other. `because` is the pair that says so, where it is another."""

    one: Node
    other: Node
    because: tuple[Node, Node]


def declared(frameworks: Iterable[Framework]) -> frozenset[Pair]:
    """The pairs that the frameworks themselves name: each holds both ways, said once or twice."""
    return frozenset(
        frozenset({f"{framework.key}#{measure.code}", f"{framework.key}#{other}"})
        for framework in frameworks
        for theme in framework.themes
        for outcome in theme.outcomes
        for measure in outcome.measures
        for other in measure.excludes
    )


def clashes(
    chosen: Iterable[Node],
    *,
    excluded: frozenset[Pair],
    related: Mapping[tuple[Node, Node], frozenset[Relation]],
) -> tuple[Clash, ...]:
    """The clashes among `chosen`, in order.

    What counts under a narrower measure counts under the broader one too, so it inherits what that excludes. Measures
    that are merely the same thing in two frameworks do not clash: frameworks are lenses, and are never added.
    """
    found = []
    for one, other in combinations(sorted(set(chosen)), 2):
        reasons = sorted(
            (mine, theirs)
            for mine in within(related, one)
            for theirs in within(related, other)
            if mine != theirs and frozenset({mine, theirs}) in excluded
        )
        if reasons:
            found.append(Clash(one, other, (one, other) if (one, other) in reasons else reasons[0]))
    return tuple(found)
