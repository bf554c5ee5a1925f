"""Who stands for whom among entries that point to one another. Nothing is moved: taking a pointer away restores what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

# By entry, the one that it was merged into. One that stands by itself is not among them.
Pointers = Mapping[int, int]


def stands_for(entry: int, pointers: Pointers) -> int:
    """The end of its pointers: itself where it has none."""
    while entry in pointers:
        entry = pointers[entry]
    return entry


def family_of(entry: int, pointers: Pointers) -> frozenset[int]:
    """Itself and all that point to it, however many steps on."""
    pointing: dict[int, list[int]] = defaultdict(list)
    for one, other in pointers.items():
        pointing[other].append(one)
    found, waiting = {entry}, [entry]
    while waiting:
        step = pointing[waiting.pop()]
        waiting += step
        found.update(step)
    return frozenset(found)


def may_merge(entry: int, into: int, pointers: Pointers) -> bool:
    """No pointer is ever overwritten, and none leads in a circle."""
    return entry not in pointers and stands_for(into, pointers) != entry
