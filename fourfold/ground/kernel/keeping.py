"""How long a record is kept: so many days, months or years after something happened."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, say_counted

_WRITTEN = re.compile(r"(?P<number>[0-9]{1,4}) (?P<unit>day|month|year)s?", re.IGNORECASE)
_MONTHS_OF_A_YEAR: Final = 12
_MOST_YEARS: Final = 200
# For comparing alone: a mean month of the Gregorian calendar.
_DAYS_OF_A_MONTH: Final = 30.436875


class KeepingUnit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Keeping:
    number: int
    unit: KeepingUnit

    @classmethod
    def parse(cls, text: str) -> Keeping:
        """Reads "30 days", "18 months", "6 years". Raises NotUnderstood, also for more than 200 years."""
        match = _WRITTEN.fullmatch(" ".join(text.split()))
        if match is None:
            raise NotUnderstood(say("Enter a number of days, months or years, like 18 months or 6 years"))
        kept = cls(int(match["number"]), KeepingUnit(f"{match['unit'].lower()}s"))
        if kept.in_days > _MOST_YEARS * _MONTHS_OF_A_YEAR * _DAYS_OF_A_MONTH:
            raise NotUnderstood(say("Enter at most {most_years} years", most_years=_MOST_YEARS))
        return kept

    @property
    def in_days(self) -> float:
        """Roughly, so that spans in different units can be compared."""
        match self.unit:
            case KeepingUnit.DAYS:
                return self.number
            case KeepingUnit.MONTHS:
                return self.number * _DAYS_OF_A_MONTH
            case _:
                return self.number * _MONTHS_OF_A_YEAR * _DAYS_OF_A_MONTH

    def __str__(self) -> str:
        match self.unit:
            case KeepingUnit.DAYS:
                return say_counted(self.number, "{number} day", "{number} days", number=self.number)
            case KeepingUnit.MONTHS:
                return say_counted(self.number, "{number} month", "{number} months", number=self.number)
            case _:
                return say_counted(self.number, "{number} year", "{number} years", number=self.number)


def last_day_of_what_is_due(on: date, kept: Keeping) -> date:
    """What happened on this day or before is due for disposal `on`: it has been kept for its whole span.

    Kept for 2 years from 23 November 2024 means until the end of 22 November 2026, and due on the 23rd. What happened on
    29 February is due on 1 March of a year that has no such day.
    """
    if kept.unit is KeepingUnit.DAYS:
        return on - timedelta(days=kept.number)
    months = kept.number * (_MONTHS_OF_A_YEAR if kept.unit is KeepingUnit.YEARS else 1)
    year, month = divmod(on.year * _MONTHS_OF_A_YEAR + on.month - 1 - months, _MONTHS_OF_A_YEAR)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
