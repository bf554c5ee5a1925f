"""Reports also calculate on with figures they have rounded. A figure that is right by those is no fault."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.measure.rules.audit.figures import Name, agrees, cells_of_row
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from fourfold.measure.rules.audit.report import ReportRow
    from fourfold.measure.rules.valuation.valuing import ValuedRow


def row_carried(place: int, cells: ReportRow, valued: ValuedRow, carried: list[Name]) -> bool:
    """Whether every figure of the row that does not agree follows from its rounded ones, which all agree; noted in `carried`."""
    wrong = [name for name, cell, value in cells_of_row(place, cells, valued) if not agrees(cell, value)]
    found = []
    for name in wrong:
        if (
            name.figure == "present_value"
            and len(cells.by_year) == len(valued.by_year)
            and all(cells.by_year)
        ):
            by = _present_value(cells, valued)
        elif name.figure == "by_year" and cells.impact and valued.impact and name.year is not None:
            if name.year > len(valued.by_year):
                return False
            with exact():
                by = cells.impact[0].value * valued.by_year[name.year - 1] / valued.impact
        else:
            return False
        cell = cells.present_value if name.year is None else cells.by_year[name.year - 1]
        if not agrees(cell, by):
            return False
        found.append(name)
    carried += found
    return True


def _present_value(cells: ReportRow, valued: ValuedRow) -> Decimal:
    with exact():
        return sum(
            (
                cell[0].value * (present / value if value else Decimal(0))
                for cell, value, present in zip(
                    cells.by_year, valued.by_year, valued.present_by_year, strict=True
                )
            ),
            Decimal(0),
        )
