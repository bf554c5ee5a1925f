"""Sets that have something in common with every one of given sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Names = frozenset[str]


def lightest(
    sets: Sequence[Names], weights: Mapping[str, int], at_most: int | None = None
) -> Iterator[Names]:
    """Sets that hit all, each lighter than the one before; with `at_most`, every one that is not heavier, in any order.

    Branches on a set that is not hit yet; gives a branch up when it is heavier than what is known.
    """
    best = sum(weights.values()) + 1 if at_most is None else at_most + 1
    seen: set[Names] = set()

    def branch(chosen: Names, barred: Names, weight: int) -> Iterator[Names]:
        nonlocal best
        if weight + _at_least(sets, chosen, barred, weights) >= best:
            return
        open_sets = [each - barred for each in sets if not each & chosen]
        if not open_sets:
            if chosen not in seen:
                seen.add(chosen)
                if at_most is None:
                    best = weight
                yield chosen
            return
        first = min(open_sets, key=lambda names: (len(names), sorted(names)))
        for name in sorted(first, key=lambda each: (weights[each], each)):
            yield from branch(chosen | {name}, barred, weight + weights[name])
            barred |= {name}

    yield from branch(frozenset(), frozenset(), 0)


def _at_least(sets: Sequence[Names], chosen: Names, barred: Names, weights: Mapping[str, int]) -> int:
    """What hitting the rest costs at the least: the lightest of each of some sets that share nothing."""
    used: set[str] = set()
    total = 0
    for each in sorted(sets, key=len):
        if not each & chosen and not each & used:
            left = each - barred
            if not left:
                return sum(weights.values()) + 1
            used |= each
            total += min(weights[name] for name in left)
    return total
