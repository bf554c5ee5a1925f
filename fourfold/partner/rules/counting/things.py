"""What claims are of: one event, one person once, or one person in days that hang together; and the most that can be of it.

Claims of one person whose days overlap may be of the same hours. Who claims hours says that so many fell into the claim's days;
so there were at least as many as claims without a common day come to. The largest such sum is what is certain, and no more can
be proved: that is weighted interval scheduling, and its dual.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.sharing import share_out
from fourfold.partner.rules.counting.claims import step_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fourfold.partner.rules.counting.claims import Claim


# Framework, measure, and the key of a person or an event.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A claim of one key: `amount` of `whole`, in steps of the measure's unit."""

    claim: Claim
    key: str
    amount: int
    whole: int


@dataclass(frozen=True, slots=True)
class Thing:
    """Lines of one measure that may be of the same, in the order of who comes first; of it there are `most` steps."""

    lines: tuple[Line, ...]
    most: int


def lines_of(claim: Claim, same: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """One for the event, or one for each person, among whom the quantity is shared out evenly; none without a key."""
    same = same or {}
    step = step_of(claim.quantity.unit)
    if claim.event:
        return (
            Line(
                claim,
                same.get(claim.event, claim.event),
                int(claim.quantity.amount / step),
                int(claim.of / step),
            ),
        )
    if not claim.persons:
        return ()
    evenly = [1] * len(claim.persons)
    amounts = share_out(claim.quantity.amount, evenly, step=step)
    wholes = share_out(claim.of, evenly, step=step)
    return tuple(
        Line(claim, same.get(person, person), int(amount / step), int(whole / step))
        for person, amount, whole in zip(sorted(claim.persons), amounts, wholes, strict=True)
    )


def things(lines: Iterable[Line], delivered: Mapping[Key, int] | None = None) -> Iterator[Thing]:
    """Lines of one measure and one key, parted where no day is common. `delivered` is what was verified of an event, in steps."""
    delivered = delivered or {}
    by_key: dict[Key, list[Line]] = {}
    for line in lines:
        by_key.setdefault((*line.claim.of_measure, line.key), []).append(line)
    for key, group in by_key.items():
        ordered = sorted(group, key=lambda line: (line.claim.starts_on, line.claim.ref))
        first = ordered[0].claim
        if first.event or first.once_per_person:
            most = max(line.whole for line in ordered)
            yield Thing(tuple(ordered), min(most, delivered.get(key, most)))
        else:
            for together in _together(ordered):
                yield Thing(together, certain(together))


def certain(lines: Sequence[Line]) -> int:
    return most_apart(
        [(line.claim.starts_on.toordinal(), line.claim.ends_on.toordinal(), line.whole) for line in lines]
    )


def most_apart(spans: Iterable[tuple[int, int, int]]) -> int:
    """The most that spans without a common day come to: of each its first day, its last, and what it is of."""
    by_end = sorted(spans, key=lambda span: span[1])
    ends = [last for _, last, _ in by_end]
    best = [0]
    for place, (first, _, whole) in enumerate(by_end):
        before = bisect_left(ends, first, hi=place)
        best.append(max(best[-1], best[before] + whole))
    return best[-1]


def _together(ordered: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines in the order of their first days, parted where all before have ended."""
    start = 0
    last = ordered[0].claim.ends_on
    for place, line in enumerate(ordered):
        if line.claim.starts_on > last:
            yield tuple(ordered[start:place])
            start = place
        last = max(last, line.claim.ends_on)
    yield tuple(ordered[start:])
