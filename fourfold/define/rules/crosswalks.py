"""How what one framework counts stands to what another counts, and what follows from it.

A link says of two things: the same, the first narrower than the second (all that counts there counts here too), broader,
or overlapping. What follows is only what must be true: narrower of narrower is narrower; overlapping with the same
overlaps. Of two that overlap a third, nothing follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A thing of a framework: "social-value-model/2025#1a".
Node = str


class Relation(StrEnum):
    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    OVERLAPS = "overlaps"

    @property
    def words(self) -> str:
        return {
            Relation.SAME: say("counts the same as"),
            Relation.NARROWER: say("is narrower than"),
            Relation.BROADER: say("is broader than"),
            Relation.OVERLAPS: say("overlaps with"),
        }[self]


INVERSE: Final = {
    Relation.SAME: Relation.SAME,
    Relation.NARROWER: Relation.BROADER,
    Relation.BROADER: Relation.NARROWER,
    Relation.OVERLAPS: Relation.OVERLAPS,
}
# Overlapping says least: it is kept only where nothing firmer is known.
_FIRM: Final = frozenset({Relation.SAME, Relation.NARROWER, Relation.BROADER})


@dataclass(frozen=True, slots=True)
class Link:
    one: Node
    relation: Relation
    other: Node
    reason: str = ""


def after(first: Relation, second: Relation) -> Relation | None:
    """What follows of a and c from a first b, b second c; None where nothing must.

    Overlapping goes up: what overlaps a part overlaps the whole, and a whole overlaps what its part overlaps.
    """
    if first is Relation.SAME:
        return second
    if second is Relation.SAME or (first is second and first in _FIRM):
        return first
    if first is Relation.OVERLAPS and second is Relation.NARROWER:
        return Relation.OVERLAPS
    if first is Relation.BROADER and second in {Relation.OVERLAPS, Relation.NARROWER}:
        return Relation.OVERLAPS
    return None


def closure(links: Iterable[Link]) -> dict[tuple[Node, Node], frozenset[Relation]]:
    """For each ordered pair of different things all that is said of them or follows; overlapping only where no more is."""
    known: dict[tuple[Node, Node], set[Relation]] = {}
    to_do: list[tuple[Node, Relation, Node]] = []

    def learn(one: Node, relation: Relation, other: Node) -> None:
        held = known.setdefault((one, other), set())
        if one != other and relation not in held:
            held.add(relation)
            to_do.append((one, relation, other))

    for link in links:
        learn(link.one, link.relation, link.other)
        learn(link.other, INVERSE[link.relation], link.one)
    while to_do:
        one, relation, other = to_do.pop()
        for (a, b), held in list(known.items()):
            for each in list(held):
                if b == one and (follows := after(each, relation)) is not None:
                    learn(a, follows, other)
                if a == other and (follows := after(relation, each)) is not None:
                    learn(one, follows, b)
    return {pair: frozenset(held & _FIRM or held) for pair, held in known.items() if held}


def contradictions(
    related: Mapping[tuple[Node, Node], frozenset[Relation]],
) -> tuple[tuple[Node, Node], ...]:
    """Pairs of which more than one firm thing is said: both narrower and broader, or the same and narrower."""
    return tuple(
        sorted(pair for pair, held in related.items() if pair[0] < pair[1] and len(held & _FIRM) > 1)
    )


def within(related: Mapping[tuple[Node, Node], frozenset[Relation]], node: Node) -> frozenset[Node]:
    """The things in which everything counts that counts in `node`: itself, its equals and whatever is broader."""
    return frozenset({node}) | {
        other
        for (one, other), held in related.items()
        if one == node and held & {Relation.SAME, Relation.NARROWER}
    }
