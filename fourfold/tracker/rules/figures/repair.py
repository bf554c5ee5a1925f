"""The smallest set of statements that must be given up so that the others can all be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.conflicts import one_conflict, quick_conflict
from fourfold.tracker.rules.figures.hitting import lightest
from fourfold.tracker.rules.figures.published import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.tracker.rules.figures.judge import Judge

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Repair:
    """`dropped` is lightest by the statements' weights, and of those that are, keeps most figures: words give way to numbers.

    `as_light` are other sets that would do as well by weight. `conflicts` are minimal ones; no lighter set hits them all.
    """

    dropped: Names
    as_light: tuple[Names, ...]
    conflicts: tuple[Names, ...]


def smallest_repair(judge: Judge, *, progress: Callable[[int], None] = lambda _: None) -> Repair:
    """Sets that hit every conflict found so far, the lightest first, until one leaves no conflict behind (Reiter 1987).

    Raises Undecided.
    """
    statements = judge.of.by_id
    everything = frozenset(statements)
    more = len(statements) + 1
    weights = {name: each.weight * more + isinstance(each, Figure) for name, each in statements.items()}
    plain = {name: each.weight for name, each in statements.items()}
    conflicts: list[Names] = []

    def holds_without(out: Names) -> bool:
        """Where it does not, adds conflicts that have nothing in common, until none shows at once."""
        kept = everything - out
        found = quick_conflict(judge, _singly(kept))
        if found is None:
            if judge.can_hold(kept):
                return True
            found = one_conflict(judge, _singly(kept))
        while found is not None:
            conflicts.append(found)
            progress(len(conflicts))
            kept -= found
            found = quick_conflict(judge, _singly(kept))
        return False

    out = frozenset[str]()
    while not holds_without(out):
        *_, out = lightest(conflicts, weights)
    others: list[Names] = []
    weight = sum(plain[name] for name in out)
    while True:
        tried = next(
            (each for each in lightest(conflicts, plain, weight) if each not in {out, *others}), None
        )
        if tried is None:
            return Repair(out, tuple(others), tuple(conflicts))
        if holds_without(tried):
            others.append(tried)


def _singly(kept: Names) -> dict[str, Names]:
    return {name: frozenset([name]) for name in sorted(kept)}
