"""Of what was bought, for how much social value was considered: added up by group, each kind of not knowing apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The lower ends of the bands, in pounds. Round figures of ours: what the law makes of a value, its rules say.
BANDS: Final = (0, 25_000, 100_000, 1_000_000, 5_000_000)


class By(StrEnum):
    SERVICE = "service"
    KIND = "kind"
    SIZE = "size"
    YEAR = "year"


class Fate(StrEnum):
    """Of a procurement run here, its record; of one that was imported, only what its notice mentions."""

    CONSIDERED = "considered"
    NOT_CONSIDERED = "not_considered"
    MENTIONED = "mentioned"
    NOT_MENTIONED = "not_mentioned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of one fate in one group: `amount` in pounds of those whose value is known, `without_amount` the others."""

    group: str
    fate: Fate
    count: int
    amount: Decimal
    without_amount: int


@dataclass(frozen=True, slots=True)
class Sum:
    count: int = 0
    amount: Decimal = Decimal(0)
    without_amount: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.count + other.count, self.amount + other.amount, self.without_amount + other.without_amount
        )

    def __sub__(self, other: Sum) -> Sum:
        return Sum(
            self.count - other.count, self.amount - other.amount, self.without_amount - other.without_amount
        )


NOTHING: Final = Sum()


@dataclass(frozen=True, slots=True)
class Line:
    """One group. An unknown is in neither share: the share mentioned is of the notices that have words to be read."""

    group: str
    sums: Mapping[Fate, Sum]

    def of(self, fate: Fate) -> Sum:
        return self.sums.get(fate, NOTHING)

    @property
    def run_here(self) -> Sum:
        return self.of(Fate.CONSIDERED) + self.of(Fate.NOT_CONSIDERED)

    @property
    def read(self) -> Sum:
        return self.of(Fate.MENTIONED) + self.of(Fate.NOT_MENTIONED)


def by_group(counted: Iterable[Counted]) -> list[Line]:
    """A line for each group in the order of their first coming, equal groups put together."""
    sums: dict[str, dict[Fate, Sum]] = {}
    for one in counted:
        line = sums.setdefault(one.group, {})
        line[one.fate] = line.get(one.fate, NOTHING) + Sum(one.count, one.amount, one.without_amount)
    return [Line(group, line) for group, line in sums.items()]


def whole(lines: Iterable[Line]) -> Line:
    """All groups together."""
    sums: dict[Fate, Sum] = {}
    for line in lines:
        for fate, one in line.sums.items():
            sums[fate] = sums.get(fate, NOTHING) + one
    return Line("", sums)


def band_words(lower: int | None) -> str:
    """The band that begins there, in words."""
    if lower is None:
        return say("Value not known")
    place = BANDS.index(lower)
    if place == 0:
        return say("Under {upper}", upper=_pounds(BANDS[1]))
    if place == len(BANDS) - 1:
        return say("{lower} or more", lower=_pounds(lower))
    return say("{lower} to under {upper}", lower=_pounds(lower), upper=_pounds(BANDS[place + 1]))


def _pounds(number: int) -> str:
    return f"£{number // 10**6} million" if number >= 10**6 else f"£{number:,}"
