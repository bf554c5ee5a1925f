"""What an organisation's contracts have come to, measure by measure, for the pages that sum up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.integrate.queries.commitments import commitments_of_owner
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.rules.five_figures import FiveFigures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.ground.kernel.periods import Period
    from fourfold.measure.queries.five_figures import CommitmentFigures


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    measure_ref: str
    measure_title: str
    unit: str
    commitments: int
    figures: FiveFigures


def by_measure(found: Sequence[CommitmentFigures]) -> list[MeasureFigures]:
    """Sums by measure: quantities of different measures are never added."""
    totals: dict[int, MeasureFigures] = {}
    for each in found:
        row = each.commitment
        before = totals.get(row.measure_id)
        totals[row.measure_id] = MeasureFigures(
            row.measure_ref,
            row.measure_title,
            row.unit,
            (before.commitments if before else 0) + 1,
            (before.figures if before else FiveFigures()) + each.figures,
        )
    return list(totals.values())


def organisation_figures(owner: int, *, on: date, period: Period | None = None) -> list[MeasureFigures]:
    """Everything promised to this organisation, by measure."""
    return by_measure(five_figures(commitments_of_owner(owner), on=on, period=period))
