"""Readings of a row that follow from its printed figures: the drop-off, duration or proxy that they need."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.explanations import Explanation
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.audit.known_readings import SHARES, scaled
from fourfold.measure.rules.audit.solving import rounds_to, simplest_between, solve
from fourfold.measure.rules.valuation.duration import LONGEST
from fourfold.measure.rules.valuation.precision import exact, plain
from fourfold.measure.rules.valuation.valuing import ValuedRow, value_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.measure.rules.audit.printed import Printed
    from fourfold.measure.rules.audit.report import ReportRow
    from fourfold.measure.rules.valuation.value_map import Row, Settings

NONE, ALL, HALF = Decimal(0), Decimal(1), Decimal("0.5")
YEARS_OF_A_TOTAL: Final = range(2, 11)
LONGEST_TRIED: Final = 60
PLAIN_PLACES: Final = 2


def solved_readings(row: Row, settings: Settings, report: ReportRow) -> Iterator[Explanation]:
    """In the order in which they are believed. Each still has to agree with every printed figure of the row."""
    valued = value_row(row, settings)
    yield from after_the_end(row, settings, report, valued)
    # Where fewer years are printed than it lasts, it lasts less; else any present value has a drop-off that would give it.
    if 0 < len(report.by_year) < len(valued.by_year):
        yield from _duration(row, settings, report)
    yield from _drop_off(row, settings, report)
    yield from _duration(row, settings, report)
    yield from _scale(row, report, valued)


def after_the_end(
    row: Row, settings: Settings, report: ReportRow, valued: ValuedRow
) -> Iterator[Explanation]:
    """A value in a year in which the outcome has ended: as if it lasted longer, or simply put there."""
    ended = len(valued.by_year)
    beyond = {
        year: cell[0].value
        for year, cell in enumerate(report.by_year, start=1)
        if year > ended and cell and cell[0].value != 0
    }
    if not beyond or max(beyond) > LONGEST:
        return
    last = max(beyond)
    setting = say(
        "there is a value in year {year}, after {lasts} years", year=last, lasts=plain(row.duration_years)
    )
    for lasts in (Decimal(last), last - HALF):
        longer = replace(row, duration_years=lasts)
        yield Explanation(
            FaultKind.VALUE_AFTER_THE_END,
            setting,
            (("duration_years", plain(lasts)),),
            value_row(longer, settings),
        )
    factors = settings.schedules[row.rate_class].factors(last, timing=settings.timing)
    with exact():
        by_year = (*valued.by_year, *(beyond.get(year, NONE) for year in range(ended + 1, last + 1)))
        present = tuple(value * factor for value, factor in zip(by_year, factors, strict=True))
    put_there = ValuedRow(valued.impact, by_year, present, sum(present, NONE))
    yield Explanation(FaultKind.VALUE_AFTER_THE_END, setting, (), put_there)
    yield Explanation(
        FaultKind.VALUE_AFTER_THE_END, setting, (), replace(put_there, present_value=valued.present_value)
    )


def _drop_off(row: Row, settings: Settings, report: ReportRow) -> Iterator[Explanation]:
    if row.duration_years <= 1:
        return

    def valued(rate: Decimal) -> ValuedRow:
        return value_row(replace(row, drop_off=rate), settings)

    later = [
        (year, cell[0])
        for year, cell in enumerate(report.by_year, start=1)
        if year > 1 and cell and year <= row.duration_years.to_integral_value("ROUND_CEILING")
    ]
    rates: list[Decimal | None] = [
        solve(lambda rate, year=year: valued(rate).by_year[year - 1], printed, NONE, ALL)  # type: ignore[misc]
        for year, printed in (later[:1] + later[-1:])
    ]
    if not later and report.present_value:
        rates.append(solve(lambda rate: valued(rate).present_value, report.present_value[0], NONE, ALL))
    for rate in dict.fromkeys(rates):
        if rate is not None and rate not in {row.drop_off, ALL}:
            kind, setting = _kind_of_rate(rate, row)
            yield Explanation(kind, setting, (("drop_off", plain(rate)),), valued(rate))


def _kind_of_rate(rate: Decimal, row: Row) -> tuple[FaultKind, str]:
    stated, used = plain(row.drop_off), plain(rate)
    if rounds_to(rate, row.drop_off):
        return FaultKind.ROUNDED_RATE, say(
            "drop-off is {used}, printed as {stated}", used=used, stated=stated
        )
    for years in YEARS_OF_A_TOTAL:
        with exact():
            totals = (1 - (1 - rate) ** years, rate * years)
        if any(each == row.drop_off or rounds_to(each, row.drop_off) for each in totals):
            return FaultKind.TOTAL_AS_YEARLY_RATE, say(
                "drop-off is {used} a year; {stated} is what is lost over {years} years",
                used=used,
                stated=stated,
                years=years,
            )
    return FaultKind.OTHER_RATE, say("drop-off is {used}, and not {stated}", used=used, stated=stated)


def _duration(row: Row, settings: Settings, report: ReportRow) -> Iterator[Explanation]:
    most = min(LONGEST_TRIED, max(10, len(report.by_year), 3 * int(row.duration_years + 1)))
    schedule = settings.schedules[row.rate_class].bands[-1].to_year
    for halves in range(1, 2 * min(most, schedule or most) + 1):
        lasts = halves * HALF
        if lasts != row.duration_years:
            yield Explanation(
                FaultKind.OTHER_DURATION,
                say(
                    "it lasts {used} years, and not {stated}",
                    used=plain(lasts),
                    stated=plain(row.duration_years),
                ),
                (("duration_years", plain(lasts)),),
                value_row(replace(row, duration_years=lasts), settings),
            )


def _scale(row: Row, report: ReportRow, valued: ValuedRow) -> Iterator[Explanation]:
    """The row's values are all too large or too small by one factor: one of the numbers that are multiplied was another."""
    found = _factor(report, valued)
    if found is None:
        return
    low, high = found
    shares = [each for name in SHARES if (each := _share(row, name, low, high, valued)) is not None]
    figures = [
        each
        for name in ("proxy", "quantity", "impact")
        if (each := _number(row, name, low, high, valued)) is not None
    ]
    # A share in whole percent is likelier than a proxy in odd pence.
    proxies = [each for each in figures if each.kind is not FaultKind.ROUNDED_FIGURE]
    odd = [each for each in proxies if _places(each) > PLAIN_PLACES or not _rounder(each, row)]
    whole = [each for each in shares if each.kind is FaultKind.OTHER_RATE and _places(each) <= PLAIN_PLACES]
    yield from (each for each in proxies if each not in odd)
    yield from (each for each in shares if each.kind is FaultKind.ROUNDED_RATE)
    yield from (each for each in figures if each.kind is FaultKind.ROUNDED_FIGURE)
    yield from whole
    yield from odd


def _factor(report: ReportRow, valued: ValuedRow) -> tuple[Decimal, Decimal] | None:
    """The printed figures over the calculated ones, from and to, as all of them allow."""
    candidates: list[tuple[Printed, Decimal]] = []
    if report.impact:
        candidates.append((report.impact[0], valued.impact))
    candidates += [
        (cell[0], value) for cell, value in zip(report.by_year, valued.by_year, strict=False) if cell
    ]
    if report.present_value:
        candidates.append((report.present_value[0], valued.present_value))
    with exact():
        ends = [sorted((printed.low / value, printed.high / value)) for printed, value in candidates if value]
    if not ends:
        return None
    low, high = max(low for low, _ in ends), min(high for _, high in ends)
    return (low, high) if low <= high else None


def _share(row: Row, name: str, low: Decimal, high: Decimal, valued: ValuedRow) -> Explanation | None:
    stated: Decimal = getattr(row.deductions, name)
    if stated == 1 or row.impact is not None:
        return None
    with exact():
        keeps = 1 - stated
        used = simplest_between(1 - keeps * high, 1 - keeps * low)
        if used is None or not 0 <= used < 1 or used == stated:
            return None
        by = (1 - used) / keeps
    rounded = stated > 0 and rounds_to(used, stated)
    kind = FaultKind.ROUNDED_RATE if rounded else FaultKind.OTHER_RATE
    said = {"name": name, "used": plain(used), "stated": plain(stated)}
    setting = (
        say("{name} is {used}, printed as {stated}", **said)
        if rounded
        else say("{name} is {used}, and not {stated}", **said)
    )
    return Explanation(kind, setting, ((name, plain(used)),), scaled(valued, by))


def _number(row: Row, name: str, low: Decimal, high: Decimal, valued: ValuedRow) -> Explanation | None:
    stated: Decimal | None = getattr(row, name)
    if not stated:
        return None
    with exact():
        used = simplest_between(*sorted((stated * low, stated * high)))
        if used is None or used == stated:
            return None
        by = used / stated
    rounded = rounds_to(used, stated)
    if name == "quantity" and not rounded and used % 1 and not stated % 1:
        return None
    said = {"name": name, "used": plain(used), "stated": plain(stated)}
    setting = (
        say("{name} is {used}, printed as {stated}", **said)
        if rounded
        else say("{name} is {used}, and not {stated}", **said)
    )
    kind = FaultKind.ROUNDED_FIGURE if rounded else FaultKind.OTHER_PROXY
    return Explanation(kind, setting, ((name, plain(used)),), scaled(valued, by))


def _places(each: Explanation) -> int:
    exponent = Decimal(each.changed[0][1]).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounder(each: Explanation, row: Row) -> bool:
    """The number it needs has no more places than the one that is stated."""
    stated: Decimal | None = getattr(row, each.changed[0][0], None)
    exponent = Decimal(0 if stated is None else stated).as_tuple().exponent
    return _places(each) <= max(0, -exponent if isinstance(exponent, int) else 0)
