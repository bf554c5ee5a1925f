"""The audit of a printed value map: each figure that does not agree, with the fault that explains it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.audit.figures import agrees, cells_of_row, row_agrees, totals_agree, totals_of
from fourfold.measure.rules.audit.findings import Also, Audit, Finding
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.audit.known_readings import known_readings
from fourfold.measure.rules.audit.misprints import is_misprint
from fourfold.measure.rules.audit.printed_twice import settled
from fourfold.measure.rules.audit.report import ReportRow
from fourfold.measure.rules.audit.rounding_carried import row_carried
from fourfold.measure.rules.audit.solved_readings import solved_readings
from fourfold.measure.rules.audit.totals import audit_pools, audit_scenarios, audit_totals
from fourfold.measure.rules.audit.whole_readings import whole_reading
from fourfold.measure.rules.audit.working import Working
from fourfold.measure.rules.valuation.precision import total
from fourfold.measure.rules.valuation.valuing import ValuedRow, present_input, value_row

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.audit.explanations import Explanation
    from fourfold.measure.rules.audit.report import Cell, Report
    from fourfold.measure.rules.valuation.value_map import ValueMap

MOST_ALSO: Final = 4


def audit(given: ValueMap, report: Report) -> Audit:
    """Raises nothing: what cannot be explained is said to be so. Scenarios and pooled cells are looked at last."""
    report, twice = settled(given, report)
    working = Working(given, report, findings=twice)
    reading = whole_reading(given, report)
    settings = given.settings if reading is None else reading.settings
    working.whole = None if reading is None else reading.also
    stated = [value_row(row, given.settings) for row in given.rows]
    explained = [value_row(row, settings) for row in given.rows]
    cells = [
        report.rows[place] if place < len(report.rows) else ReportRow() for place in range(len(given.rows))
    ]
    faulty: dict[int, list[Explanation]] = {}
    for place, (row, cell, valued) in enumerate(zip(given.rows, cells, explained, strict=True)):
        if not row_agrees(cell, valued) and not row_carried(place, cell, valued, working.carried):
            faulty[place] = [
                each
                for each in (*known_readings(row, settings), *solved_readings(row, settings, cell))
                if row_agrees(cell, each.valued)
            ]
    inputs = total(present_input(each, settings) for each in given.inputs)
    chosen = _choose(faulty, explained, working, inputs)
    for place, (cell, before) in enumerate(zip(cells, stated, strict=True)):
        _row(working, place, cell, before, explained[place], chosen.get(place), faulty.get(place))
    for place, explanation in chosen.items():
        if explanation is not None:
            explained[place] = explanation.valued
    totals = totals_of(stated, total(present_input(each, given.settings) for each in given.inputs))
    audit_totals(working, totals, totals_of(explained, inputs), explained)
    audit_pools(working, stated, explained)
    audit_scenarios(working, settings)
    return Audit(working.checked, tuple(working.carried), tuple(working.findings), working.whole)


def _choose(
    faulty: dict[int, list[Explanation]], rows: list[ValuedRow], working: Working, inputs: Decimal
) -> dict[int, Explanation | None]:
    """Of several explanations of a row the one with which the totals agree, else a misprint if it is one, else the first."""
    chosen: dict[int, Explanation | None] = dict.fromkeys(faulty)
    for place, options in faulty.items():
        # A misprint leaves the row as it is: then what follows from it is right.
        candidates: list[Explanation | None] = [*options]
        cells = working.report.rows[place]
        if _misprinted(place, cells, rows[place]):
            candidates.insert(sum(each.kind in _BEFORE_MISPRINTS for each in options), None)
        for each in candidates:
            tried = [*rows]
            if each is not None:
                tried[place] = each.valued
            if totals_agree(working.report.totals, totals_of(tried, inputs)):
                chosen[place] = each
                break
        else:
            chosen[place] = candidates[0] if candidates else None
    return chosen


_BEFORE_MISPRINTS: Final = frozenset(
    {
        FaultKind.DROP_OFF_IN_FIRST_YEAR,
        FaultKind.SHARE_AS_DEDUCTION,
        FaultKind.DEDUCTIONS_ADDED,
        FaultKind.OTHER_TIMING,
        FaultKind.OTHER_PARTIAL_YEAR,
        FaultKind.NOT_DISCOUNTED,
        FaultKind.VALUE_AFTER_THE_END,
    }
)


def _misprinted(place: int, cells: ReportRow, valued: ValuedRow) -> bool:
    """One figure of the row is wrong, and is the right one with digits changed."""
    wrong = [
        (cell, value) for _, cell, value in cells_of_row(place, cells, valued) if not agrees(cell, value)
    ]
    return len(wrong) == 1 and is_misprint(wrong[0][0][0], wrong[0][1])


def _row(
    working: Working,
    place: int,
    cells: ReportRow,
    stated: ValuedRow,
    read: ValuedRow,
    chosen: Explanation | None,
    options: list[Explanation] | None,
) -> None:
    """Findings of one row. `stated` is by the map as it says, `read` by the convention that explains the whole."""
    whole = {name: value for name, _, value in cells_of_row(place, cells, read)}
    for name, cell, value in cells_of_row(place, cells, stated):
        working.checked += 1
        if agrees(cell, value) or name in working.carried:
            continue
        found = Finding(name, cell[0], value, FaultKind.UNEXPLAINED)
        if agrees(cell, whole[name]) and working.whole is not None:
            also = working.whole
            working.findings.append(
                replace(found, kind=also.kind, setting=also.setting, changed=also.changed)
            )
        elif chosen is not None:
            others = tuple(
                Also(each.kind, each.setting, each.changed) for each in options or [] if each is not chosen
            )
            working.findings.append(
                replace(
                    found,
                    kind=chosen.kind,
                    setting=chosen.setting,
                    changed=chosen.changed,
                    also=others[:MOST_ALSO],
                )
            )
        else:
            working.findings.append(_single(found, cell, whole[name]))


def _single(found: Finding, cell: Cell, value: Decimal) -> Finding:
    kind = FaultKind.MISPRINTED_DIGITS if is_misprint(cell[0], value) else FaultKind.UNEXPLAINED
    return replace(found, kind=kind)
