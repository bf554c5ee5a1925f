"""Totals, pooled cells and scenarios of a printed map: what their parts give, or what follows from faults in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.figures import (
    Name,
    Totals,
    agrees,
    cells_of_totals,
    totals_agree,
    totals_of,
)
from fourfold.measure.rules.audit.findings import Also, Finding
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.audit.known_readings import known_readings
from fourfold.measure.rules.audit.misprints import is_misprint
from fourfold.measure.rules.valuation.precision import exact, total
from fourfold.measure.rules.valuation.valuing import ValuedRow, present_input, value_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.measure.rules.audit.report import Cell, ReportTotals
    from fourfold.measure.rules.audit.working import Working
    from fourfold.measure.rules.valuation.value_map import Settings


def audit_totals(
    working: Working, stated: Totals, explained: Totals, rows: Sequence[ValuedRow], place: str = ""
) -> None:
    """`stated` by the map as it says, `explained` with what explains its rows and the whole."""
    _judge(working, working.report.totals, stated, explained, rows, place)


def _judge(
    working: Working,
    printed: ReportTotals,
    stated: Totals,
    explained: Totals,
    rows: Sequence[ValuedRow],
    place: str,
) -> None:
    faults = tuple(each.name for each in working.findings if each.kind is not FaultKind.PRINTED_TWICE)
    by_explained = {name: value for name, _, value in cells_of_totals(printed, explained)}
    wrong = [
        (name, cell, value)
        for name, cell, value in cells_of_totals(printed, stated)
        if not agrees(cell, value)
    ]
    working.checked += sum(1 for _ in cells_of_totals(printed, stated))
    hidden = [] if place or faults or working.whole or not wrong else _hidden_row(working, explained, rows)
    for name, cell, value in wrong:
        found = Finding(name, cell[0], value, FaultKind.UNEXPLAINED, place=place)
        known = by_explained[name]
        by_printed = _by_printed(name, working, printed, rows if not place else ())
        if agrees(cell, known) and working.whole is not None and not _rows_at_fault(working):
            also = working.whole
            found = replace(found, kind=also.kind, setting=also.setting, changed=also.changed)
        elif agrees(cell, known):
            found = replace(found, kind=FaultKind.FOLLOWS, follows=faults)
        elif agrees(cell, by_printed):
            others = tuple(
                each for each, _, _ in wrong if each in _parts(name) and each not in working.carried
            )
            if not others:
                working.carried.append(name)
                continue
            found = replace(found, kind=FaultKind.FOLLOWS, follows=others)
        elif hidden:
            first, *rest = hidden
            found = replace(
                found, kind=first.kind, setting=first.setting, changed=first.changed, also=tuple(rest[:4])
            )
        else:
            found = _alone(found, cell, printed, explained, known)
        working.findings.append(found)


def _rows_at_fault(working: Working) -> bool:
    """A row has a fault of its own beside the convention that explains the whole."""
    whole = None if working.whole is None else working.whole.setting
    return any(each.name.row is not None and each.setting != whole for each in working.findings)


def _parts(name: Name) -> tuple[Name, ...]:
    whole, inputs = Name("present_value"), Name("inputs")
    return {"npv": (whole, inputs), "ratio": (whole, inputs), "net_ratio": (whole, inputs, Name("npv"))}.get(
        name.figure, ()
    )


def _by_printed(
    name: Name, working: Working, printed: ReportTotals, rows: Sequence[ValuedRow]
) -> Decimal | None:
    """The figure calculated from the printed ones that it is made of, rounded as those are; None where one is not printed."""
    cells = working.report.rows
    if name.figure == "present_value" and len(cells) == len(rows) and all(row.present_value for row in cells):
        return total(row.present_value[0].value for row in cells)
    if name.figure == "by_year" and name.year is not None and len(cells) == len(rows):
        parts = [row.by_year[name.year - 1] for row in cells if len(row.by_year) >= name.year]
        longer = [row for row in rows if len(row.by_year) >= name.year]
        return (
            total(part[0].value for part in parts if part)
            if len(parts) >= len(longer) and all(parts)
            else None
        )
    if not printed.present_value or not printed.inputs:
        return None
    found = Totals((), printed.present_value[0].value, printed.inputs[0].value)
    value: Decimal | None = getattr(found, name.figure, None)
    return value if isinstance(value, Decimal) else None


def _hidden_row(working: Working, explained: Totals, rows: Sequence[ValuedRow]) -> list[Also]:
    """Where only totals are printed: the known faults of one row with which all of them would be right."""
    if any(cell for row in working.report.rows for cell in (row.impact, row.present_value, *row.by_year)):
        return []
    found = []
    for place, row in enumerate(working.given.rows):
        for each in known_readings(row, working.given.settings):
            tried = [*rows]
            tried[place] = each.valued
            if totals_agree(working.report.totals, totals_of(tried, explained.inputs)):
                setting = say("row {row}: {setting}", row=place + 1, setting=each.setting)
                found.append(Also(each.kind, setting, (("row", str(place)), *each.changed)))
    return found


def _alone(
    found: Finding, cell: Cell, printed: ReportTotals, explained: Totals, value: Decimal | None
) -> Finding:
    """A total that nothing before it explains."""
    figure = found.name.figure
    totals = printed.present_value and printed.inputs
    readings = (
        (
            FaultKind.NET_FOR_GROSS,
            figure == "ratio" and agrees(cell, explained.net_ratio),
            say("it is the net ratio"),
        ),
        (
            FaultKind.GROSS_FOR_NET,
            figure == "net_ratio" and agrees(cell, explained.ratio),
            say("it is the ratio"),
        ),
        (
            FaultKind.NOT_DISCOUNTED,
            figure == "present_value" and agrees(cell, total(explained.by_year)),
            say("nothing is discounted"),
        ),
        (FaultKind.MISPRINTED_DIGITS, value is not None and is_misprint(cell[0], value), ""),
        (
            FaultKind.SUM_DIFFERS,
            figure in {"present_value", "by_year", "inputs"},
            say("it is not the sum of its parts"),
        ),
        (FaultKind.SUM_DIFFERS, bool(totals), say("it does not follow from the totals that are printed")),
    )
    for kind, fits, setting in readings:
        if fits:
            return replace(found, kind=kind, setting=setting)
    return found


def audit_pools(working: Working, stated: Sequence[ValuedRow], explained: Sequence[ValuedRow]) -> None:
    for pool in working.report.pools:
        working.checked += 1
        cell = pool.printed
        parts = [getattr(stated[row], pool.of) for row in pool.rows]
        if not cell or agrees(cell, total(parts)):
            continue
        found = Finding(Name(pool.of), cell[0], total(parts), FaultKind.SUM_DIFFERS, place=pool.label)
        others = total(getattr(explained[row], pool.of) for row in pool.rows)
        printed = [_printed_part(working, row, pool.of) for row in pool.rows]
        with exact():
            known = [each for each in printed if each is not None]
            carried = len(known) == len(printed) and agrees(cell, total(known))
        if agrees(cell, others):
            faults = tuple(each.name for each in working.findings if each.name.row in pool.rows)
            found = replace(found, kind=FaultKind.FOLLOWS, follows=faults)
        elif carried:
            working.carried.append(Name(pool.of))
            continue
        elif all(part > 0 for part in parts) and cell[0].high < max(parts):
            found = replace(
                found,
                kind=FaultKind.POOL_SMALLER_THAN_PARTS,
                setting=say("it is smaller than one of the rows it stands for"),
            )
        elif is_misprint(cell[0], total(parts)):
            found = replace(found, kind=FaultKind.MISPRINTED_DIGITS)
        working.findings.append(found)


def _printed_part(working: Working, row: int, of: str) -> Decimal | None:
    cell: Cell = getattr(working.report.rows[row], of) if row < len(working.report.rows) else ()
    return cell[0].value if cell else None


def audit_scenarios(working: Working, settings: Settings) -> None:
    """Each by its own settings; a convention that explains the main case explains it too."""
    for each in working.report.scenarios:
        own = each.map.settings
        conventions = settings if working.whole is not None else own
        read = replace(own, timing=conventions.timing, partial_year=conventions.partial_year)
        stated, explained = (
            totals_of(
                [value_row(row, used) for row in each.map.rows],
                total(present_input(put_in, used) for put_in in each.map.inputs),
            )
            for used in (own, read)
        )
        by_explained = {name: value for name, _, value in cells_of_totals(each.totals, explained)}
        for name, cell, value in cells_of_totals(each.totals, stated):
            working.checked += 1
            if agrees(cell, value):
                continue
            found = Finding(name, cell[0], value, FaultKind.OTHER_SETTINGS, place=each.name)
            if agrees(cell, by_explained[name]) and working.whole is not None:
                also = working.whole
                found = replace(found, kind=also.kind, setting=also.setting, changed=also.changed)
            else:
                alone = _alone(found, cell, each.totals, explained, value)
                if alone.kind in {
                    FaultKind.NET_FOR_GROSS,
                    FaultKind.GROSS_FOR_NET,
                    FaultKind.NOT_DISCOUNTED,
                    FaultKind.MISPRINTED_DIGITS,
                }:
                    found = alone
            working.findings.append(found)
