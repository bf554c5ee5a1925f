"""Which need an offer meets first: five parts of 20 points each, every one shown; who came first decides between equals.

No part outweighs another. What is not known of a pair counts half, so that nobody gains or loses by what nobody knows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MOST: Final = Decimal(20)
HALF: Final = MOST / 2
# At these, a part has no points left, or has all of them.
FAR_KM: Final = Decimal(100)
SOON_DAYS: Final = 180
VERY_DEPRIVED: Final = Decimal(50)
_STEP: Final = Decimal("0.1")
_EARTH_KM: Final = 6_371.0


class Part(StrEnum):
    DISTANCE = "distance"
    URGENCY = "urgency"
    DEPRIVATION = "deprivation"
    CAPACITY = "capacity"
    HELPED = "helped"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Part.DISTANCE: say("How near it is"),
    Part.URGENCY: say("How soon it is needed"),
    Part.DEPRIVATION: say("How deprived the area is"),
    Part.CAPACITY: say("How much of it the offer covers"),
    Part.HELPED: say("How often it was helped before"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A need beside an offer. `deprivation` is the share of neighbourhoods, of 100, among the most deprived tenth; `helped`
    how often help was given to whoever posted the need. None is not known.
    """

    key: str
    posted_on: date
    distance_km: Decimal | None
    days_until: int
    deprivation: Decimal | None
    asked: Decimal
    capacity: Decimal
    helped: int


@dataclass(frozen=True, slots=True)
class Scored:
    """`points` of each part, with what they rest on, in the order of the parts."""

    pair: Pair
    points: tuple[tuple[Part, Decimal, str], ...]

    @property
    def total(self) -> Decimal:
        return sum((points for _, points, _ in self.points), Decimal(0))


def rank(pairs: Iterable[Pair]) -> tuple[Scored, ...]:
    """The most points first; of equal ones the need that was posted first, then by its key."""
    scored = [score(pair) for pair in pairs]
    return tuple(sorted(scored, key=lambda one: (-one.total, one.pair.posted_on, one.pair.key)))


def score(pair: Pair) -> Scored:
    return Scored(
        pair,
        (
            (Part.DISTANCE, *_distance(pair.distance_km)),
            (Part.URGENCY, *_urgency(pair.days_until)),
            (Part.DEPRIVATION, *_deprivation(pair.deprivation)),
            (Part.CAPACITY, *_capacity(pair.asked, pair.capacity)),
            (Part.HELPED, *_helped(pair.helped)),
        ),
    )


def distance_km(one: tuple[Decimal, Decimal] | None, other: tuple[Decimal, Decimal] | None) -> Decimal | None:
    """As the crow flies, between two points of latitude and longitude; to the kilometre."""
    if one is None or other is None:
        return None
    (lat1, lon1), (lat2, lon2) = (
        tuple(math.radians(float(each)) for each in point) for point in (one, other)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return Decimal(round(2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))))


def _distance(km: Decimal | None) -> tuple[Decimal, str]:
    if km is None:
        return HALF, say("not known, which counts half")
    return _points(1 - min(km, FAR_KM) / FAR_KM), say("{km} km", km=f"{km:,.0f}")


def _urgency(days: int) -> tuple[Decimal, str]:
    points = _points(1 - Decimal(min(max(days, 0), SOON_DAYS)) / SOON_DAYS)
    return points, say("now") if days <= 0 else say("in {days} days", days=days)


def _deprivation(share: Decimal | None) -> tuple[Decimal, str]:
    if share is None:
        return HALF, say("not known, which counts half")
    return _points(min(share, VERY_DEPRIVED) / VERY_DEPRIVED), say(
        "{share}% of its neighbourhoods are among the most deprived tenth", share=f"{share:.1f}"
    )


def _capacity(asked: Decimal, capacity: Decimal) -> tuple[Decimal, str]:
    covered = min(capacity / asked, Decimal(1))
    return _points(covered), say("{share}% of it", share=f"{covered * 100:.0f}")


def _helped(times: int) -> tuple[Decimal, str]:
    points = _points(Decimal(1) / (1 + times))
    return points, say("not yet") if times == 0 else say("{times} times", times=times)


def _points(share: Decimal) -> Decimal:
    return (MOST * share).quantize(_STEP)
