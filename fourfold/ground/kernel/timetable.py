"""When something is due that comes round again and again, whatever the clock does in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """Once in each stretch of `minutes`, counted from the beginning of 2000 in UTC."""

    minutes: int

    def slot(self, now: datetime) -> datetime:
        """The beginning of the stretch in which `now` (aware) lies."""
        length = timedelta(minutes=self.minutes)
        return now.astimezone(UTC) - (now - _BEGINNING) % length


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, when clocks in London show `at` or later.

    Also on the day on which that hour is left out, and once on the day on which it comes twice.
    """

    at: time

    def slot(self, now: datetime) -> datetime:
        """London's midnight, in UTC, at the beginning of the latest day whose hour has come."""
        local = now.astimezone(LONDON)
        day = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def is_due(*, slot: datetime, last: datetime | None, now: datetime) -> bool:
    """Whether the slot that `now` lies in is still to be done, `last` being the latest that was.

    Of slots that were missed only the latest is made up for. A `last` that has not come yet was written by a clock that
    ran ahead; it must not keep everything waiting until then, so it counts for nothing. Whoever asks makes sure by a key
    that one slot is never done twice.
    """
    if last is None or last > now:
        return True
    return slot > last
