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

    from fourfold.partner.rules.counting.things import Thing


def apportion(thing: Thing) -> tuple[int, ...]:
    """How many steps of each line count, in the thing's order: never more than is claimed, together at most `most`."""
    claims = [line.claim for line in thing.lines]
    return steps_of_each(
        thing.most,
        [line.amount for line in thing.lines],
        [line.whole for line in thing.lines],
        [claim.tier for claim in claims],
        [claim.share for claim in claims],
    )


def steps_of_each(
    most: int,
    amounts: Sequence[int],
    wholes: Sequence[int],
    tiers: Sequence[int],
    shares: Sequence[Fraction | None],
) -> tuple[int, ...]:
    """The same of plain numbers, those who come first between equals first."""
    counted = [0] * len(amounts)
    due = {
        place: min(Fraction(amounts[place]), share * min(wholes[place], most))
        for place, share in enumerate(shares)
        if share is not None
    }
    left = most - _give(counted, list(due), list(due.values()), min(most, int(sum(due.values()))))
    others = sorted((place for place, share in enumerate(shares) if share is None), key=lambda at: -tiers[at])
    for _, tier in groupby(others, key=lambda at: tiers[at]):
        places = list(tier)
        wanted = [Fraction(amounts[place]) for place in places]
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


def _give(counted: list[int], places: Sequence[int], wanted: Sequence[Fraction], total: int) -> int:
    """Shares `total` out in proportion to what is wanted, and says how much that was."""
    if not total:
        return 0
    common = lcm(*(each.denominator for each in wanted))
    parts = share_out(Decimal(total), [int(each * common) for each in wanted], step=Decimal(1))
    for place, part in zip(places, parts, strict=True):
        counted[place] = int(part)
    return total
