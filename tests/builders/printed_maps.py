"""A value map printed as reports print them, honestly rounded; and maps with one known fault planted."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from fourfold.measure.rules.audit.figures import totals_of
from fourfold.measure.rules.audit.printed import Printed, read_printed
from fourfold.measure.rules.audit.report import Report, ReportRow, ReportTotals
from fourfold.measure.rules.valuation.precision import total
from fourfold.measure.rules.valuation.valuing import ValuedRow, present_input, value_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.measure.rules.valuation.value_map import ValueMap


def shown(value: Decimal, places: int = 2, rounding: str = ROUND_HALF_UP) -> tuple[Printed, ...]:
    step = Decimal(1).scaleb(-places)
    rounded = value.quantize(step, rounding) if places > 0 else value.quantize(Decimal(1), rounding)
    return (read_printed(f"£{rounded:,f}" if rounded >= 0 else f"-£{-rounded:,f}"),)


def valued(given: ValueMap) -> list[ValuedRow]:
    return [value_row(row, given.settings) for row in given.rows]


def printed(
    given: ValueMap, rows: Sequence[ValuedRow], *, places: int = 2, rounding: str = ROUND_HALF_UP
) -> Report:
    """All figures of the rows as they are, and totals that follow from them."""
    found = totals_of(rows, total(present_input(each, given.settings) for each in given.inputs))
    assert found.ratio is not None
    assert found.net_ratio is not None
    return Report(
        tuple(
            ReportRow(
                shown(row.impact, places, rounding),
                tuple(shown(value, places, rounding) for value in row.by_year),
                shown(row.present_value, places, rounding),
            )
            for row in rows
        ),
        ReportTotals(
            tuple(shown(value, places, rounding) for value in found.by_year),
            shown(found.present_value, places, rounding),
            shown(found.inputs, places, rounding),
            shown(found.npv, places, rounding),
            shown(found.ratio, 2, rounding),
            shown(found.net_ratio, 2, rounding),
        ),
    )


def added_up_rounded(report: Report) -> Report:
    """The same with its present value added up from the rounded rows, and what follows from it."""
    whole = total(row.present_value[0].value for row in report.rows)
    put_in = report.totals.inputs[0].value
    ratio = whole / put_in
    return replace(
        report,
        totals=replace(
            report.totals,
            present_value=shown(whole),
            npv=shown(whole - put_in),
            ratio=shown(ratio),
            net_ratio=shown(ratio - 1),
        ),
    )


ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN)
