"""A figure that is printed in two places is one figure: where they cannot both be right, that is a fault of its own."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.figures import Name, totals_of
from fourfold.measure.rules.audit.findings import Finding
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.valuation.precision import total
from fourfold.measure.rules.valuation.valuing import present_input, value_row

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.audit.report import Report, ReportTotals
    from fourfold.measure.rules.valuation.value_map import ValueMap


def settled(given: ValueMap, report: Report) -> tuple[Report, list[Finding]]:
    """The report with one printing of each total, the one that agrees if one does, and a finding for each other."""
    findings: list[Finding] = []
    totals = _totals(given, report.totals, "", findings)
    scenarios = tuple(
        replace(each, totals=_totals(each.map, each.totals, each.name, findings)) for each in report.scenarios
    )
    return replace(report, totals=totals, scenarios=scenarios), findings


def _totals(given: ValueMap, printed: ReportTotals, place: str, findings: list[Finding]) -> ReportTotals:
    several = {
        each.name: getattr(printed, each.name)
        for each in fields(printed)
        if each.name != "by_year" and len(getattr(printed, each.name)) > 1
    }
    if not several:
        return printed
    found = totals_of(
        [value_row(row, given.settings) for row in given.rows],
        total(present_input(each, given.settings) for each in given.inputs),
    )
    kept: dict[str, Any] = {}
    for figure, cell in several.items():
        calculated: Decimal | None = getattr(found, figure)
        first = next(
            (each for each in cell if calculated is not None and each.stands_for(calculated)), cell[0]
        )
        kept[figure] = (first,)
        findings += [
            Finding(
                Name(figure),
                each,
                calculated,
                FaultKind.PRINTED_TWICE,
                say(
                    "{other} is printed{where} for the same figure",
                    other=first.text,
                    where=f" ({first.where})" if first.where else "",
                ),
                place=place,
            )
            for each in cell
            if each.differs_from(first)
        ]
    return replace(printed, **kept)
