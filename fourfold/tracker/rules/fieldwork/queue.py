"""Whom an interviewer calls next, and the slots of a diary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from typing import Final

from fourfold.tracker.rules.fieldwork.outcomes import CODES, is_refusal

SLOT: Final = timedelta(minutes=30)
OPENS: Final = time(9)
CLOSES: Final = time(17)
# An appointment is next from so long before its time.
AHEAD: Final = timedelta(minutes=15)
MOST_TRIES: Final = 8
_SATURDAY: Final = 5


class Turn(IntEnum):
    """In this order."""

    APPOINTMENT = 1
    BEGUN = 2
    NOT_TRIED = 3
    AGAIN = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A contact who can be called. `calls` are the outcome and the moment of each, in order.

    `begun` where they answered something and are not done; `done` where they, or their organisation, are.
    """

    calls: tuple[tuple[str, datetime], ...] = ()
    appointment: datetime | None = None
    begun: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """`since` is the moment from which they may be called; who has waited longer comes before."""

    turn: Turn
    since: datetime | None


def place_of(case: Case, *, at: datetime) -> Place | None:
    """None for who is not called now: done, refused, tried too often, or to be called later."""
    codes = [code for code, _ in case.calls]
    if case.done or any(is_refusal(code) or CODES[code].again is None for code in codes):
        return None
    if case.appointment is not None:
        return Place(Turn.APPOINTMENT, case.appointment) if at >= case.appointment - AHEAD else None
    if len(codes) >= MOST_TRIES:
        return None
    if not case.calls:
        return Place(Turn.BEGUN if case.begun else Turn.NOT_TRIED, None)
    code, when = case.calls[-1]
    again = CODES[code].again
    since = when + again if again is not None else when
    return Place(Turn.BEGUN if case.begun else Turn.AGAIN, since) if at >= since else None


def in_order(places: Iterable[tuple[int, Place]]) -> list[int]:
    """Keys of contacts, appointments first, each turn by who waits longest."""

    def by(item: tuple[int, Place]) -> tuple[int, float, int]:
        key, place = item
        return (place.turn, place.since.timestamp() if place.since else 0.0, key)

    return [key for key, _ in sorted(places, key=by)]


def slots_of(day: date, *, zone: tzinfo, taken: Sequence[datetime] = (), after: datetime) -> list[datetime]:
    """Half hours between nine and five of a working day that are free and still to come, by the clock of the place."""
    return [each for each in _every(day, zone) if each > after and each not in taken]


def working_days(first: date, last: date, *, most: int) -> list[date]:
    """Mondays to Fridays, both ends included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < _SATURDAY][:most]


def _every(day: date, zone: tzinfo) -> Iterator[datetime]:
    if day.weekday() >= _SATURDAY:
        return
    moment = datetime.combine(day, OPENS)
    while moment < datetime.combine(day, CLOSES):
        yield moment.replace(tzinfo=zone)
        moment += SLOT
