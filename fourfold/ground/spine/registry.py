"""The spine: from priority to proof and back, asked of every storey without importing any.

    Priority ← Outcome ← Measure ← Ask ← Offer ← Commitment ← Delivery ← Verification, AccountLine → Valuation → …

A commitment of the policy itself stands above the priority that it serves.
Each storey registers at start (its `stairs` module) how to describe its own kinds and which links it knows. Links point
from a thing to the one it came from; a storey that hangs things below another's kind registers those links too, so
that looking up needs no import of a higher storey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The order of the spine, which is also the order of the strip on a page.
KINDS = (
    "strategic commitment",
    "priority",
    "outcome",
    "measure",
    "ask",
    "offer",
    "commitment",
    "delivery",
    "verification",
    "account line",
    "valuation",
)
# More of one kind than this are counted, not listed.
MOST_OF_A_KIND = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A thing on the spine as a page shows it. `href` is empty where the reader has no page for it."""

    kind: str
    ref: str
    title: str
    href: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """All things of one kind that stand above or below the thing in hand."""

    kind: str
    steps: tuple[Step, ...]

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many stand in which state, in the order first met."""
        counts: dict[str, int] = {}
        for step in self.steps:
            if step.state:
                counts[step.state] = counts.get(step.state, 0) + 1
        return tuple(counts.items())


@dataclass(frozen=True, slots=True)
class Strip:
    above: tuple[Level, ...]
    this: Step
    below: tuple[Level, ...]


Describe = "Callable[[Sequence[str]], Sequence[Step]]"
Follow = "Callable[[Sequence[str]], Sequence[tuple[str, str]]]"

_describe: dict[str, Callable[[Sequence[str]], Sequence[Step]]] = {}
_above: dict[str, list[Callable[[Sequence[str]], Sequence[tuple[str, str]]]]] = {}
_below: dict[str, list[Callable[[Sequence[str]], Sequence[tuple[str, str]]]]] = {}


def register_kind(kind: str, *, describe: Callable[[Sequence[str]], Sequence[Step]]) -> None:
    """`describe(refs)` returns the Steps that the tenant of the moment may see, in any order."""
    if kind not in KINDS:
        message = f"{kind!r} is not on the spine; its kinds are {', '.join(KINDS)}."
        raise ValueError(message)
    _describe[kind] = describe


def register_above(kind: str, follow: Callable[[Sequence[str]], Sequence[tuple[str, str]]]) -> None:
    """`follow(refs of kind)` returns (kind, ref) of what they came from."""
    _above.setdefault(kind, []).append(follow)


def register_below(kind: str, follow: Callable[[Sequence[str]], Sequence[tuple[str, str]]]) -> None:
    """`follow(refs of kind)` returns (kind, ref) of what came of them."""
    _below.setdefault(kind, []).append(follow)


def strip(kind: str, ref: str) -> Strip | None:
    """The whole spine through one thing: at most one query per link and kind, whatever the number of rows.

    None where the thing is not there for the tenant of the moment.
    """
    this = _steps(kind, [ref])
    if not this:
        return None
    return Strip(above=_walk(kind, ref, _above), this=this[0], below=_walk(kind, ref, _below))


def _walk(
    kind: str,
    ref: str,
    links: dict[str, list[Callable[[Sequence[str]], Sequence[tuple[str, str]]]]],
) -> tuple[Level, ...]:
    found: dict[str, dict[str, None]] = {kind: {ref: None}}
    waiting = [kind]
    done: set[str] = set()
    while waiting:
        at = waiting.pop(0)
        done.add(at)
        for follow in links.get(at, ()):
            for next_kind, next_ref in follow(list(found[at])[:MOST_OF_A_KIND]):
                if next_kind in done:
                    continue
                found.setdefault(next_kind, {})[next_ref] = None
                if next_kind not in waiting:
                    waiting.append(next_kind)
        waiting.sort(key=KINDS.index, reverse=links is _above)
    levels = (
        (each, _steps(each, list(found[each])[:MOST_OF_A_KIND]))
        for each in KINDS
        if each in found and each != kind
    )
    return tuple(Level(each, tuple(steps)) for each, steps in levels if steps)


def _steps(kind: str, refs: Sequence[str]) -> Sequence[Step]:
    describe = _describe.get(kind)
    if describe is None or not refs:
        return ()
    order = {ref: position for position, ref in enumerate(refs)}
    return sorted(describe(refs), key=lambda step: order[step.ref])
