"""Other readings of the whole map: another timing, part years otherwise, no discounting, another rate of discount."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.figures import Name, agrees, cells_of_row, cells_of_totals, totals_of
from fourfold.measure.rules.audit.findings import Also
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.audit.known_readings import undiscounted
from fourfold.measure.rules.audit.solving import rounds_to, solve
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.precision import plain, total
from fourfold.measure.rules.valuation.valuing import present_input, value_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fourfold.measure.rules.audit.printed import Printed
    from fourfold.measure.rules.audit.report import Report
    from fourfold.measure.rules.valuation.value_map import Settings, ValueMap

HIGHEST_RATE: Final = Decimal("0.3")
# A convention explains a map where it mends several figures and most of what is wrong; one figure may be chance.
FEWEST_MENDED: Final = 2
MOST_LEFT: Final = Decimal("0.4")


@dataclass(frozen=True, slots=True)
class Reading:
    also: Also
    settings: Settings


def whole_reading(given: ValueMap, report: Report) -> Reading | None:
    """The convention that mends most, the fewest changes first; None where none mends most of what is wrong."""
    wrong = _wrong(given, given.settings, report)
    if not wrong or (all(name.row is None for name in wrong) and _adds_up(report)):
        return None
    best: tuple[int, Reading] | None = None
    for reading in (*conventions(given.settings), *_solved(given, report)):
        left = _wrong(given, reading.settings, report)
        mends = len(wrong - left)
        enough = not left or (
            mends >= FEWEST_MENDED and len(left) <= MOST_LEFT * len(wrong) and left <= wrong
        )
        if enough and (best is None or len(left) < best[0]):
            best = len(left), reading
    return None if best is None else best[1]


def _adds_up(report: Report) -> bool:
    """The printed total is the sum of the printed rows: what differs by rounding needs no other convention."""
    parts = [row.present_value for row in report.rows]
    whole = report.totals.present_value
    return bool(whole and parts and all(parts)) and agrees(whole, total(part[0].value for part in parts))


def conventions(settings: Settings) -> Iterator[Reading]:
    """Every other combination of timing, part year and discounting at all, single changes first."""
    combinations = product((settings.timing, *Timing), (settings.partial_year, *PartialYear), (True, False))
    seen = set()
    ordered = sorted(
        combinations,
        key=lambda each: (
            (each[0] is not settings.timing) + (each[1] is not settings.partial_year) + (not each[2])
        ),
    )
    for timing, partial_year, discounted in ordered:
        key = (timing, partial_year, discounted)
        # Without discounting it does not matter when in the year a value falls.
        pointless = not discounted and timing is not settings.timing
        if key in seen or key == (settings.timing, settings.partial_year, True) or pointless:
            continue
        seen.add(key)
        changed = replace(settings, timing=timing, partial_year=partial_year)
        yield Reading(
            _also(settings, timing, partial_year, discounted=discounted),
            changed if discounted else undiscounted(changed),
        )


def _also(settings: Settings, timing: Timing, partial_year: PartialYear, *, discounted: bool) -> Also:
    said, changed, kind = [], [], FaultKind.NOT_DISCOUNTED
    if partial_year is not settings.partial_year:
        said.append(
            say(
                "a last year that is not whole counts as {how}, and not as {stated}",
                how=partial_year.value,
                stated=settings.partial_year.value,
            )
        )
        changed.append(("partial_year", partial_year.value))
        kind = FaultKind.OTHER_PARTIAL_YEAR
    if timing is not settings.timing:
        said.append(
            say(
                "values fall at the {timing} of their year, and not at its {stated}",
                timing=timing.value,
                stated=settings.timing.value,
            )
        )
        changed.append(("timing", timing.value))
        kind = FaultKind.OTHER_TIMING
    if not discounted:
        said.append(say("nothing is discounted"))
        changed.append(("discount_rate", "0"))
        kind = FaultKind.NOT_DISCOUNTED
    return Also(kind, "; ".join(said), tuple(changed))


def _solved(given: ValueMap, report: Report) -> Iterator[Reading]:
    """Another rate of discount, found from the largest present value that does not agree."""
    schedules = list(given.settings.schedules.values())
    stated = schedules[0].flat_rate if schedules else None
    if stated is None or any(each.flat_rate != stated for each in schedules):
        return

    def at(rate: Decimal) -> Settings:
        return replace(
            given.settings, schedules=dict.fromkeys(given.settings.schedules, RateSchedule.flat(rate))
        )

    for printed, worth in _present_values(given, report):
        rate = solve(lambda rate, worth=worth: worth(at(rate)), printed, Decimal(0), HIGHEST_RATE)  # type: ignore[misc]
        if rate is None or rate == stated:
            continue
        said = {"used": plain(rate), "stated": plain(stated)}
        rounded = rounds_to(rate, stated)
        setting = (
            say("the discount rate is {used}, printed as {stated}", **said)
            if rounded
            else say("the discount rate is {used}, and not {stated}", **said)
        )
        kind = FaultKind.ROUNDED_RATE if rounded else FaultKind.OTHER_RATE
        yield Reading(Also(kind, setting, (("discount_rate", plain(rate)),)), at(rate))


def _present_values(
    given: ValueMap, report: Report
) -> Iterator[tuple[Printed, Callable[[Settings], Decimal]]]:
    """Printed present values that do not agree, with what calculates each: of rows where several do not, else of the whole."""
    wrong = []
    for row, cells in zip(given.rows, report.rows, strict=False):
        cell = cells.present_value
        if cell and not agrees(cell, value_row(row, given.settings).present_value):
            wrong.append((row, cell[0]))
    if len(wrong) > 1:
        row, printed = max(wrong, key=lambda each: abs(each[1].value))
        yield printed, lambda settings: value_row(row, settings).present_value
    whole = report.totals.present_value
    if whole and not wrong:
        yield whole[0], lambda settings: total(value_row(row, settings).present_value for row in given.rows)
    ratio = report.totals.ratio
    if ratio and not whole and not wrong and given.inputs:
        yield ratio[0], lambda settings: _ratio(given, settings)


def _ratio(given: ValueMap, settings: Settings) -> Decimal:
    rows = [value_row(row, settings) for row in given.rows]
    found = totals_of(rows, total(present_input(each, settings) for each in given.inputs)).ratio
    return Decimal(0) if found is None else found


def _wrong(given: ValueMap, settings: Settings, report: Report) -> set[Name]:
    rows = [value_row(row, settings) for row in given.rows]
    wrong = {
        name
        for place, (valued, cells) in enumerate(zip(rows, report.rows, strict=False))
        for name, cell, value in cells_of_row(place, cells, valued)
        if not agrees(cell, value)
    }
    totals = totals_of(rows, total(present_input(each, settings) for each in given.inputs))
    return wrong | {
        name for name, cell, value in cells_of_totals(report.totals, totals) if not agrees(cell, value)
    }
