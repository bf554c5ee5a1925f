"""What is missing in who leads: a lead, a champion, a deputy, a term that still runs, somebody who is still there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SOON_DAYS = 60
# Longer than leave and a recess, shorter than a quarter and a half (ADR 0027).
DORMANT_DAYS = 90


class GapKind(StrEnum):
    NO_LEAD = "no lead"
    NO_CHAMPION = "no champion"
    NO_DEPUTY = "no deputy"
    TERM_ENDED = "term ended"
    TERM_ENDS_SOON = "term ends soon"
    LEFT = "left"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class Standing:
    """An appointment that has not been ended. `here` is None for one without an account: nobody can say from records.

    `last_seen` is the day of the last sign-in, None where there was none yet.
    """

    ref: str
    role: str
    known_as: str
    from_day: date
    until_day: date | None
    here: bool | None
    last_seen: date | None
    has_deputy: bool
    has_successor: bool

    def in_term(self, on: date) -> bool:
        return self.from_day <= on and (self.until_day is None or on <= self.until_day)


@dataclass(frozen=True, slots=True)
class LeadGap:
    """`ref` names the appointment that it is about; empty where there is none."""

    kind: GapKind
    words: str
    ref: str = ""


CHAMPIONS = ("elected", "board")


def lead_gaps(
    standing: Sequence[Standing], *, on: date, shared_on_purpose: bool, champion: str
) -> tuple[LeadGap, ...]:
    """Every gap on that day. `champion` is what this kind of organisation calls its political or board champion."""
    found: list[LeadGap] = []
    begun = [each for each in standing if each.from_day <= on]
    if not shared_on_purpose and not any(each.role == "lead" for each in begun):
        found.append(LeadGap(GapKind.NO_LEAD, say("Nobody is the nominated lead")))
    if not any(each.role in CHAMPIONS for each in begun):
        found.append(LeadGap(GapKind.NO_CHAMPION, say("There is no {champion}", champion=champion)))
    for each in begun:
        found += _gaps_of(each, on)
    return tuple(found)


def _gaps_of(each: Standing, on: date) -> list[LeadGap]:
    found: list[LeadGap] = []

    def gap(kind: GapKind, words: str) -> None:
        found.append(LeadGap(kind, words, each.ref))

    if each.until_day is not None and on > each.until_day:
        gap(
            GapKind.TERM_ENDED,
            say(
                "The term of {known_as} ended on {day}", known_as=each.known_as, day=day_text(each.until_day)
            ),
        )
    elif each.until_day is not None and (each.until_day - on).days <= SOON_DAYS and not each.has_successor:
        gap(
            GapKind.TERM_ENDS_SOON,
            say(
                "The term of {known_as} ends on {day}, and nobody follows",
                known_as=each.known_as,
                day=day_text(each.until_day),
            ),
        )
    if each.here is False:
        gap(GapKind.LEFT, say("{known_as} has left, or has no role here any more", known_as=each.known_as))
    elif each.here and (each.last_seen is None or (on - each.last_seen).days > DORMANT_DAYS):
        gap(
            GapKind.DORMANT,
            say("{known_as} has not signed in yet", known_as=each.known_as)
            if each.last_seen is None
            else say(
                "{known_as} has not signed in since {day}",
                known_as=each.known_as,
                day=day_text(each.last_seen),
            ),
        )
    if each.role == "lead" and not each.has_deputy:
        gap(GapKind.NO_DEPUTY, say("{known_as} has no deputy", known_as=each.known_as))
    return found
