"""A million claims as a large buyer would have them after some years; the same every time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from fourfold.partner.rules.vector.columns import NONE, Columns, codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]

MEASURES = 60
QUARTERS = 16
FIRST_DAY = 738_521
CONTRACTS = 20_000


# What counts of each claim, in its order, and how many claims are probably of the same as another.
Found = tuple["Wholes", int]


@dataclass(frozen=True, slots=True)
class Way:
    """A program: `load` makes its own form of the claims, which is not timed; `run` counts them."""

    name: str
    load: Callable[[MadeUp], Any]
    run: Callable[[Any], Found]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Keys as they are stored, one text a claim, and the rest in columns."""

    keys: list[str | None]
    rest: Columns

    def columns(self) -> Columns:
        """What has to be made of stored claims: codes for the texts of their keys."""
        return replace(self.rest, key=codes(self.keys))


def made_up(size: int, *, seed: int = 1, chains: bool = False) -> MadeUp:
    """A fifth is claimed again, half of that of the same amount. With `chains`, one in a hundred has days that overlap
    the next quarter's, and one in two hundred an agreed share; other programs do not take these on.
    """
    random = np.random.default_rng(seed)

    def some(part: float) -> NDArray[np.bool_]:
        chosen: NDArray[np.bool_] = random.random(size) < part
        return chosen

    measure = random.integers(0, MEASURES, size)
    of_person = measure < MEASURES // 2
    once = measure < MEASURES // 4
    # The last ten measures of events are in pairs that exclude each other.
    group = np.where(measure >= MEASURES - 10, measure // 2, NONE)
    key = random.integers(0, int(size * 0.9), size)
    # Persons and events are not of one measure alone, but their keys are never the same.
    key = np.where(of_person, key, key + size)
    without = ~of_person & some(0.2)
    key[without] = NONE
    quarter = random.integers(0, QUARTERS, size)
    first_day = FIRST_DAY + quarter * 91
    last_day = first_day + 90
    # A fifth is claimed again by somebody else: of the same key, measure and quarter.
    again = np.flatnonzero(some(0.2))
    again = again[again > 0]
    for column in (measure, of_person, once, group, key, first_day, last_day):
        column[again] = column[again - 1]
    # And some of it under the measure that excludes the first.
    other = again[some(0.5)[again] & (group[again] != NONE)]
    measure[other] ^= 1
    amount = random.integers(1, 4_000, size)
    amount[again] = np.where(some(0.5)[again], amount[again - 1], amount[again])
    amount[once] = 1
    shares: dict[int, Fraction] = {}
    if chains:
        last_day[some(0.01) & of_person & ~once] += 30
        shares = {int(row): Fraction(1, 32) for row in np.flatnonzero(some(0.005))}
    recipient = np.where(some(0.5), random.integers(0, 3_000, size), NONE)
    recipient[again] = recipient[again - 1]
    names = [
        None if each == NONE else f"{'person' if each < size else 'event'}:2026a:{each:064x}"
        for each in key.tolist()
    ]
    rest = Columns(
        claim=np.arange(size, dtype=np.int64),
        measure=measure,
        group=group,
        unit=measure % 4,
        key=np.empty(0, dtype=np.int64),
        of_person=of_person,
        once=once,
        tier=random.integers(1, 4, size),
        first_day=first_day,
        last_day=last_day,
        amount=amount,
        whole=amount,
        recipient=recipient,
        shares=shares,
    )
    return MadeUp(names, rest)
