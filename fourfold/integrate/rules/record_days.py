"""What has to be recorded and published of a procurement, by which day: the ruling's list with the procurement's own days."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fourfold.define.rules.law.answers import Answer, Ruling, ToRecord
from fourfold.ground.kernel.dated_rules import Due, Moment, Period

# How many months a period has; one of them ends with March.
_MONTHS: Final = {Period.QUARTER: 3, Period.HALF_YEAR: 6}
_MARCH: Final = 3


@dataclass(frozen=True, slots=True)
class RecordDay:
    """`on` is None until its moment has come, for which it `waits`; None both where the words name no day at all.

    `binds` is False for good practice. `again`: it comes round, and `on` is the next time.
    """

    what: str
    by_when: str
    rule: str
    title: str
    binds: bool
    on: date | None
    waits: Moment | None
    again: bool


def record_days(
    rulings: Iterable[Ruling], *, moments: Mapping[Moment, date], today: date
) -> tuple[RecordDay, ...]:
    """Those with a day first, the soonest first; then those that wait, and those without a day, in the order of the rules."""
    found = [_record_day(ruling, record, moments, today) for ruling in rulings for record in ruling.to_record]
    return tuple(sorted(found, key=lambda each: (each.on is None, each.on or date.max, _place(each.waits))))


def _record_day(ruling: Ruling, record: ToRecord, moments: Mapping[Moment, date], today: date) -> RecordDay:
    due = record.due
    moment = None if due is None else moments.get(due.moment)
    return RecordDay(
        what=record.what,
        by_when=record.by_when,
        rule=ruling.rule,
        title=ruling.title,
        binds=ruling.answer is Answer.APPLIES,
        on=None if due is None or moment is None else _day(due, moment, today),
        waits=None if due is None or moment is not None else due.moment,
        again=due is not None and due.comes_round,
    )


def _day(due: Due, moment: date, today: date) -> date:
    if due.end_of is not None:
        return _after_a_period(due, due.end_of, moment, today)
    first = moment + _days(due)
    if due.every_months is None:
        return first
    times = 1
    while (next_time := _months_after(first, times * due.every_months)) < today:
        times += 1
    return next_time


def _after_a_period(due: Due, period: Period, moment: date, today: date) -> date:
    end = _end_of(period, moment)
    while (day := _months_after(end, due.months) + _days(due)) < today and due.each_one:
        end = _end_of(period, end + timedelta(days=1))
    return day


def _days(due: Due) -> timedelta:
    return timedelta(days=due.days - 1 if due.beginning_with else due.days)


def _end_of(period: Period, day: date) -> date:
    """The last day of the period in which the day lies."""
    over = (day.month - _MARCH) % _MONTHS[period]
    month = day.year * 12 + day.month - 1 + (_MONTHS[period] - over if over else 0)
    year, month = divmod(month, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _months_after(day: date, months: int) -> date:
    """The same day of the month, or its last where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _place(waits: Moment | None) -> int:
    """In the order in which a procurement goes on; what has no day at all comes last."""
    return len(Moment) if waits is None else list(Moment).index(waits)
