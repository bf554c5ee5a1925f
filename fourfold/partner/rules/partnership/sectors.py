"""The mix of sectors in a partnership, and the sectors that others have and it has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Part(StrEnum):
    """The three sectors of the survey of 2014 (figure 7)."""

    PUBLIC = "public"
    THIRD = "third"
    PRIVATE = "private"

    @property
    def words(self) -> str:
        return _PARTS[self]


_PARTS: Final = {
    Part.PUBLIC: say("public"),
    Part.THIRD: say("third sector"),
    Part.PRIVATE: say("private"),
}
# A housing association buys under the same Act as a council does, and stands with it here.
PART_OF: Final[Mapping[str, Part]] = {
    "local_authority": Part.PUBLIC,
    "housing_association": Part.PUBLIC,
    "other_public": Part.PUBLIC,
    "private": Part.PRIVATE,
    "charity": Part.THIRD,
    "social_enterprise": Part.THIRD,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A sector that nobody in a partnership is of, and how many of `of` other partnerships have somebody of it."""

    sector: str
    have: int
    of: int


def mix_of(sectors: Iterable[str]) -> frozenset[Part]:
    return frozenset(PART_OF[sector] for sector in sectors)


def mix_words(mix: frozenset[Part]) -> str:
    """“public and third sector”; of one alone “public alone”."""
    named = [part.words for part in Part if part in mix]
    if not named:
        return say("nobody yet")
    return say("{part} alone", part=named[0]) if len(named) == 1 else say_joined(named)


def gaps(own: Iterable[str], others: Sequence[frozenset[str]], *, least: int) -> tuple[Gap, ...]:
    """What is missing against others, what most have first. Of fewer than `least` others nothing is said."""
    if len(others) < least:
        return ()
    has = set(own)
    counted = Counter(sector for each in others for sector in each if sector not in has)
    return tuple(
        Gap(sector, have, len(others))
        for sector, have in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )
