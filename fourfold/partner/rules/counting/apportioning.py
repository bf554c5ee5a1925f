"""Who counts how much of one thing, so that all together count at most what there was of it.

First what was agreed: each its share of the whole. What is left goes to the deepest tier that claims it, which did it; what that
leaves, to the tier above. Within a tier in proportion to what each claims, to the step by largest remainder; between equal
remainders it goes to whose claim began first.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.kernel.sharing import share_out
from fourfold.partner.rules.counting.claims import Fault, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.partner.rules.counting.things import Line, Thing


def apportion(thing: Thing) -> tuple[int, ...]:
    """How many steps of each line count, in the thing's order: never more than is claimed, together at most `most`."""
    counted = [0] * len(thing.lines)
    agreed = [place for place, line in enumerate(thing.lines) if line.claim.share is not None]
    due = [_due(thing, thing.lines[place]) for place in agreed]
    left = thing.most - _give(counted, agreed, due, min(thing.most, int(sum(due))))
    others = [place for place, line in enumerate(thing.lines) if line.claim.share is None]
    others.sort(key=lambda place: -thing.lines[place].claim.tier)
    for _, tier in groupby(others, key=lambda place: thing.lines[place].claim.tier):
        places = list(tier)
        wanted = [Fraction(thing.lines[place].amount) for place in places]
        left -= _give(counted, places, wanted, min(left, int(sum(wanted))))
    return tuple(counted)


def share_faults(thing: Thing) -> Iterator[Fault]:
    """Where claims of one day have agreed shares that come to more than the whole."""
    agreed = [line.claim for line in thing.lines if line.claim.share is not None]
    for claim in agreed:
        beside = {
            other.ref: other
            for other in agreed
            if _whatever_day(thing) or other.starts_on <= claim.starts_on <= other.ends_on
        }
        together = sum((each.share or Fraction(0) for each in beside.values()), Fraction(0))
        if together > 1:
            yield Fault(
                claim.ref,
                say(
                    "{claims} have agreed shares of the same that come to {together}. "
                    "Agree on shares of at most 100% together, or leave them out",
                    claims=say_joined(sorted(beside)),
                    together=percent(together),
                ),
                "share",
            )
            return


def _whatever_day(thing: Thing) -> bool:
    first = thing.lines[0].claim
    return bool(first.event) or first.once_per_person


def _due(thing: Thing, line: Line) -> Fraction:
    return min(Fraction(line.amount), (line.claim.share or Fraction(0)) * min(line.whole, thing.most))


def _give(counted: list[int], places: Sequence[int], wanted: Sequence[Fraction], total: int) -> int:
    """Shares `total` out in proportion to what is wanted, and says how much that was."""
    if not total:
        return 0
    common = lcm(*(each.denominator for each in wanted))
    parts = share_out(Decimal(total), [int(each * common) for each in wanted], step=Decimal(1))
    for place, part in zip(places, parts, strict=True):
        counted[place] = int(part)
    return total
