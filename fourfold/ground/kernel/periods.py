"""Days, quarters and financial years (1 April to 31 March), and quantities spread over them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sharing import share_out

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2200
# Two digits: 69 is 2069 and 70 is 1970, as POSIX has it.
LAST_SHORT_YEAR_OF_THIS_CENTURY: Final = 69
# What has no whole units is spread to a millionth: finer than any table keeps, so that sums stay exact.
FINEST_STEP: Final = Decimal("0.000001")

MONTHS: Final = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
SHORT_MONTHS: Final = (
    say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun"),
    say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec"),
)  # fmt: skip
WEEKDAYS: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)

_EXAMPLE = say("23 November 2026")
_SHORTEST_NAME = 3


class DayNotUnderstood(NotUnderstood):
    """A day that cannot be read. ``fields`` names the boxes at fault ("day", "month", "year") for the page to mark."""

    def __init__(self, message: str, *fields: str) -> None:
        super().__init__(message)
        self.fields: tuple[str, ...] = fields or ("day", "month", "year")


def day_text(day: date) -> str:
    """The day in words, as "23 November 2026"."""
    return say("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def parse_day(text: str) -> date:
    """The day a person typed, day before month: "23 November 2026", "23/11/2026", "23 11 26", "23 nov 2026".

    Also read: 2026-11-23, "November 23, 2026", "23rd Nov 26" and a weekday in front, which must be the right one.
    Raises DayNotUnderstood.
    """
    typed = text.strip().lower()
    if not typed:
        raise DayNotUnderstood(say("Enter a date, such as {example}", example=_EXAMPLE))
    words = [
        word for word in re.split(r"[\s/.,\-\u2013]+|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])", typed) if word
    ]
    weekday = _name_among(words[0], WEEKDAYS) if words else None
    if weekday is not None:
        words = words[1:]
    words = [word for word in words if word not in {"st", "nd", "rd", "th", "of"}]
    parts = 3
    if len(words) != parts:
        raise DayNotUnderstood(
            say(
                "\u201c{text}\u201d is not a whole date. Enter the day, month and year, such as {example}",
                text=text.strip(),
                example=_EXAMPLE,
            )
        )
    first, second, third = words
    if re.fullmatch(r"[0-9]{4}", first):
        first, third = third, first
    elif _name_among(first, MONTHS) is not None:
        first, second = second, first
    day = parse_day_fields(first, second, third)
    if weekday is not None and day.weekday() != weekday:
        raise DayNotUnderstood(
            say(
                "{day} is a {weekday}, not a {typed_weekday}",
                day=day_text(day),
                weekday=WEEKDAYS[day.weekday()],
                typed_weekday=WEEKDAYS[weekday],
            )
        )
    return day


def parse_day_fields(day: str, month: str, year: str) -> date:
    """The day typed into three boxes; the month as a number or a name. Raises DayNotUnderstood."""
    typed = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    empty = [name for name, text in typed.items() if not text]
    if len(empty) == len(typed):
        raise DayNotUnderstood(say("Enter a date, such as {example}", example=_EXAMPLE), *empty)
    if empty:
        raise DayNotUnderstood(say("The date must include a {empty}", empty=" and a ".join(empty)), *empty)
    month_number = _month(typed["month"])
    year_number = _year(typed["year"])
    day_number = _digits(typed["day"], most=2)
    if day_number is None:
        raise DayNotUnderstood(
            say(
                "\u201c{typed}\u201d is not a day of a month. Enter a number from 1 to 31", typed=typed["day"]
            ),
            "day",
        )
    days_in_month = calendar.monthrange(year_number, month_number)[1]
    if not 1 <= day_number <= days_in_month:
        month_text = f"{MONTHS[month_number - 1]} {year_number}"
        raise DayNotUnderstood(
            say(
                "{day_number} {month_text} does not exist: {month_text} has {days_in_month} days",
                day_number=day_number,
                month_text=month_text,
                days_in_month=days_in_month,
            ),
            "day",
        )
    return date(year_number, month_number, day_number)


def _month(text: str) -> int:
    named = _name_among(text.lower(), MONTHS)
    if named is not None:
        return named + 1
    number = _digits(text, most=2)
    if number is None:
        raise DayNotUnderstood(
            say(
                "\u201c{text}\u201d is not a month. Enter a number from 1 to 12 or a name, such as November",
                text=text,
            ),
            "month",
        )
    if not 1 <= number <= len(MONTHS):
        raise DayNotUnderstood(
            say(
                "There is no month {number}. Enter the day before the month, such as 23/11/2026",
                number=number,
            ),
            "month",
        )
    return number


def _year(text: str) -> int:
    number = _digits(text, most=4)
    if number is None or len(text) not in {2, 4}:
        raise DayNotUnderstood(
            say("\u201c{text}\u201d is not a year. Enter four digits, such as 2026", text=text), "year"
        )
    if len(text) == len("26"):
        number += 2000 if number <= LAST_SHORT_YEAR_OF_THIS_CENTURY else 1900
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        raise DayNotUnderstood(
            say(
                "The year must be between {earliest_year} and {latest_year}, not {number}",
                earliest_year=EARLIEST_YEAR,
                latest_year=LATEST_YEAR,
                number=number,
            ),
            "year",
        )
    return number


def _digits(text: str, *, most: int) -> int | None:
    return int(text) if re.fullmatch(rf"[0-9]{{1,{most}}}", text) else None


def _name_among(word: str, names: tuple[str, ...]) -> int | None:
    """Where ``names`` has a name that begins with ``word``: "nov" and "november", but not "no" or "novel"."""
    if len(word) < _SHORTEST_NAME:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both days included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"A period cannot end on {day_text(self.end)}, before it starts on {day_text(self.start)}"
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def label(self) -> str:
        return say("{start} to {end}", start=day_text(self.start), end=day_text(self.end))

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def overlap(self, other: Period) -> Period | None:
        """The days in both, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """1 April of ``starting`` to 31 March of the year after."""

    starting: int

    def __post_init__(self) -> None:
        # January 1900 is in the year that starts in 1899.
        if not EARLIEST_YEAR - 1 <= self.starting <= LATEST_YEAR:
            raise ValueError(
                f"A financial year starts between {EARLIEST_YEAR - 1} and {LATEST_YEAR}, not in {self.starting}"
            )

    @classmethod
    def containing(cls, day: date) -> FinancialYear:
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Read from "2025 to 2026", "2025/26", "2025-26" or "2025-2026". Raises NotUnderstood."""
        match = re.fullmatch(r"([0-9]{4})\s*(?:to|/|-|\u2013)\s*([0-9]{4}|[0-9]{2})", text.strip().lower())
        if match is None:
            raise NotUnderstood(
                say("\u201c{text}\u201d is not a financial year. Enter it as 2025 to 2026", text=text.strip())
            )
        first, last = match[1], match[2]
        expected = str(int(first) + 1)
        if last not in {expected, expected[2:]}:
            raise NotUnderstood(
                say(
                    "A financial year that starts in {first} ends in {expected}, not in {last}",
                    first=first,
                    expected=expected,
                    last=last,
                )
            )
        try:
            return cls(int(first))
        except ValueError as error:
            raise NotUnderstood(str(error)) from None

    @property
    def start(self) -> date:
        return date(self.starting, 4, 1)

    @property
    def end(self) -> date:
        return date(self.starting + 1, 3, 31)

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def label(self) -> str:
        return say("{starting} to {ending}", starting=self.starting, ending=self.starting + 1)

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        return Quarter(self, 1), Quarter(self, 2), Quarter(self, 3), Quarter(self, 4)

    @property
    def following(self) -> FinancialYear:
        return FinancialYear(self.starting + 1)

    @property
    def preceding(self) -> FinancialYear:
        return FinancialYear(self.starting - 1)


_QUARTERS_IN_YEAR = 4
_MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a financial year: 1 is April to June, 4 is January to March of the next calendar year."""

    financial_year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _QUARTERS_IN_YEAR:
            raise ValueError(f"A financial year has quarters 1 to {_QUARTERS_IN_YEAR}, not {self.number}")

    @classmethod
    def containing(cls, day: date) -> Quarter:
        year = FinancialYear.containing(day)
        months_since_april = (day.month - 4) % len(MONTHS)
        return cls(year, months_since_april // _MONTHS_IN_QUARTER + 1)

    @property
    def start(self) -> date:
        year = self.financial_year.starting + self.number // _QUARTERS_IN_YEAR
        return date(year, (self.number * _MONTHS_IN_QUARTER) % len(MONTHS) + 1, 1)

    @property
    def end(self) -> date:
        last_month = self.start.month + _MONTHS_IN_QUARTER - 1
        return date(self.start.year, last_month, calendar.monthrange(self.start.year, last_month)[1])

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def label(self) -> str:
        return say(
            "{first_month} to {last_month} {year}",
            first_month=MONTHS[self.start.month - 1],
            last_month=MONTHS[self.end.month - 1],
            year=self.end.year,
        )

    @property
    def following(self) -> Quarter:
        return Quarter.containing(self.end + timedelta(days=1))


def quarters_between(start: date, end: date) -> tuple[Quarter, ...]:
    """Every quarter with a day from ``start`` to ``end``, in order. Raises ValueError where end is before start."""
    period = Period(start, end)
    quarters = [Quarter.containing(period.start)]
    while quarters[-1].end < period.end:
        quarters.append(quarters[-1].following)
    return tuple(quarters)


class SpreadBy(StrEnum):
    """In proportion to the days of the period in each quarter, or the same to each quarter it touches."""

    DAYS = "days"
    EQUALLY = "equally"


def spread(total: Decimal, over: Period, *, by: SpreadBy, whole_units: bool) -> dict[Quarter, Decimal]:
    """``total`` over the quarters that ``over`` touches, in order; the parts add up to it exactly.

    Whole units are shared by largest remainder, the earlier quarter first between equals; others likewise in
    steps of a millionth, or of the total's own last place where that is finer. Raises ValueError where
    ``whole_units`` is asked of a fraction.
    """
    quarters = quarters_between(over.start, over.end)
    if by is SpreadBy.EQUALLY:
        weights = [1] * len(quarters)
    else:
        inside = (quarter.period.overlap(over) for quarter in quarters)
        weights = [part.days for part in inside if part is not None]
    return dict(
        zip(quarters, share_out(total, weights, step=_step(total, whole_units=whole_units)), strict=True)
    )


def _step(total: Decimal, *, whole_units: bool) -> Decimal:
    if whole_units:
        return Decimal(1)
    exponent = total.as_tuple().exponent
    return min(FINEST_STEP, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else FINEST_STEP
