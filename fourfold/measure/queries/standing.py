"""What an organisation's contracts have come to, measure by measure, for the pages that sum up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.queries.proxies import in_force
from fourfold.integrate.queries.commitments import commitments_of_owner, commitments_of_supplier
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.rules.five_figures import FiveFigures, share_verified

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.kernel.periods import Period
    from fourfold.measure.queries.five_figures import CommitmentFigures


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    measure_id: int
    measure_ref: str
    measure_title: str
    unit: str
    commitments: int
    figures: FiveFigures

    @property
    def share(self) -> Decimal | None:
        """Verified of what is due to date; None while nothing is due."""
        return share_verified(self.figures)


def by_measure(found: Sequence[CommitmentFigures]) -> list[MeasureFigures]:
    """Sums by measure: quantities of different measures are never added."""
    totals: dict[int, MeasureFigures] = {}
    for each in found:
        row = each.commitment
        before = totals.get(row.measure_id)
        totals[row.measure_id] = MeasureFigures(
            row.measure_id,
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


def supplier_figures(supplier: int, *, on: date, period: Period | None = None) -> list[MeasureFigures]:
    """Everything this organisation has promised to others, by measure, as far as it may see."""
    return by_measure(five_figures(commitments_of_supplier(supplier), on=on, period=period))


def without_value(measures: Sequence[MeasureFigures]) -> list[MeasureFigures]:
    """Those with no proxy in force: what is delivered of them stays a count."""
    valued = set(in_force({each.measure_id for each in measures}).values_list("measure", flat=True))
    return [each for each in measures if each.measure_id not in valued]
