"""Whether what was brought under a licence may be put to new use on a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from datetime import date

SOON_DAYS = 60


class LicenceState(StrEnum):
    IN_FORCE = "in force"
    ENDS_SOON = "ends soon"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Standing:
    state: LicenceState
    words: str


def standing(expires_on: date | None, *, on: date) -> Standing:
    """The last day still counts. None: the licence states no end."""
    if expires_on is None:
        return Standing(LicenceState.IN_FORCE, say("The licence states no end"))
    day = day_text(expires_on)
    if on > expires_on:
        return Standing(LicenceState.LAPSED, say("The licence ended on {day}", day=day))
    if (expires_on - on).days < SOON_DAYS:
        return Standing(LicenceState.ENDS_SOON, say("The licence ends on {day}", day=day))
    return Standing(LicenceState.IN_FORCE, say("The licence runs until {day}", day=day))
