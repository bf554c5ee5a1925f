"""Days on which people work: neither a weekend nor a bank holiday of England and Wales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say

_SATURDAY: Final = 5
_ONE: Final = timedelta(days=1)


class NotInCalendar(ValueError):
    """The bank holidays of that day are not known; the sentence says up to which day they are."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Bank holidays with their names; both `first` and `last` are days for which all of them are known."""

    first: date
    last: date
    holidays: Mapping[date, str]

    def is_working_day(self, day: date) -> bool:
        """Raises NotInCalendar for a day outside of what is known."""
        if not self.first <= day <= self.last:
            raise NotInCalendar(
                say(
                    "Bank holidays are known from {first} to {last}, so {day} cannot be reckoned with.",
                    first=day_text(self.first),
                    last=day_text(self.last),
                    day=day_text(day),
                )
            )
        return day.weekday() < _SATURDAY and day not in self.holidays


def nth_working_day(start: date, number: int, calendar: Calendar) -> date:
    """The last of `number` working days beginning with `start`, which counts if it is one itself."""
    day, left = start, number
    while True:
        if calendar.is_working_day(day):
            left -= 1
            if left == 0:
                return day
        day += _ONE


def on_or_after(day: date, calendar: Calendar) -> date:
    """The day itself if it is a working day, else the next that is."""
    return nth_working_day(day, 1, calendar)


def not_counted(first: date, last: date, calendar: Calendar) -> tuple[tuple[date, str], ...]:
    """The bank holidays from `first` to `last` that fall on a day of the week and so are left out, with their names."""
    return tuple(
        (day, name)
        for day, name in sorted(calendar.holidays.items())
        if first <= day <= last and day.weekday() < _SATURDAY
    )
