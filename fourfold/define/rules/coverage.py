"""Where responsibility is spread: integration, or drift? Told by who is there, for which part, and what they did lately."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

# An act counts for half a year: two rounds of quarterly meetings may pass one by, not more (ADR 0027).
RECENT_DAYS = 183


class Cover(StrEnum):
    ACTIVE = "active"
    ON_PAPER = "on paper"
    LEAD_ALONE = "lead alone"
    NOBODY = "nobody"


class Verdict(StrEnum):
    NOTHING_TO_COVER = "nothing to cover"
    LED = "led"
    INTEGRATED = "integrated"
    PARTLY = "partly"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Area:
    """A service or a priority, by a key of its own."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who was given a part. `leads_all` is the nominated lead, who answers for every part that nobody else has.

    `last_day` is the end of the term or of the appointment, whichever is sooner. `present` is False for one who has left
    or whose account sleeps. `last_act` is the latest day on which records show an act; None where they show none.
    """

    name: str
    areas: Collection[str]
    from_day: date
    last_day: date | None
    present: bool
    last_act: date | None
    leads_all: bool = False

    def live(self, on: date) -> bool:
        return self.from_day <= on and (self.last_day is None or on <= self.last_day)

    def acts(self, on: date, recent_days: int) -> bool:
        """Whether they hold it that day, are there, and did something within the days before."""
        return (
            self.live(on)
            and self.present
            and self.last_act is not None
            and 0 <= (on - self.last_act).days <= recent_days
        )


@dataclass(frozen=True, slots=True)
class AreaCover:
    area: Area
    cover: Cover
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    areas: tuple[AreaCover, ...]
    verdict: Verdict

    def count(self, cover: Cover) -> int:
        return sum(each.cover is cover for each in self.areas)


def coverage(
    areas: Sequence[Area], holders: Sequence[Holder], *, on: date, recent_days: int = RECENT_DAYS
) -> Coverage:
    """Each part by itself, then all together: integrated where every part has somebody who acts, drift where none has.

    On paper is a part whose holder's term is over, who has left, or of whom records show no recent act.
    """
    lead = any(each.leads_all and each.acts(on, recent_days) for each in holders)
    told = tuple(_cover(area, holders, on=on, recent_days=recent_days, lead=lead) for area in areas)
    active = sum(each.cover is Cover.ACTIVE for each in told)
    if not told:
        verdict = Verdict.NOTHING_TO_COVER
    elif active == len(told):
        verdict = Verdict.INTEGRATED
    elif lead:
        verdict = Verdict.LED
    else:
        verdict = Verdict.PARTLY if active else Verdict.DRIFT
    return Coverage(told, verdict)


def _cover(area: Area, holders: Sequence[Holder], *, on: date, recent_days: int, lead: bool) -> AreaCover:
    own = [each for each in holders if area.key in each.areas and each.from_day <= on]
    acting = tuple(each.name for each in own if each.acts(on, recent_days))
    if acting:
        return AreaCover(area, Cover.ACTIVE, acting)
    if lead:
        names = tuple(each.name for each in holders if each.leads_all and each.acts(on, recent_days))
        return AreaCover(area, Cover.LEAD_ALONE, names)
    if own:
        return AreaCover(area, Cover.ON_PAPER, tuple(each.name for each in own))
    return AreaCover(area, Cover.NOBODY, ())
