"""The sensitivity tests that assurance asks of every study: each kind of number in turn, a fifth lower and higher."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.measure.rules.uncertainty.uncertain_map import DEDUCTIONS, Part
from fourfold.measure.rules.valuation.precision import exact
from fourfold.measure.rules.valuation.valuing import value_map

if TYPE_CHECKING:
    from fourfold.measure.rules.valuation.value_map import Row, ValueMap

STEP: Final = Decimal("0.2")
ONE: Final = Decimal(1)
ASKED: Final = (
    Part.QUANTITY,
    Part.PROXY,
    Part.DEADWEIGHT,
    Part.DISPLACEMENT,
    Part.ATTRIBUTION,
    Part.DROP_OFF,
    Part.INPUT,
)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Ratios with that kind of number a fifth lower and higher, a share never above 1. None where nothing was put in."""

    part: Part
    lower: Decimal | None
    higher: Decimal | None


def sensitivity_set(given: ValueMap) -> list[Sensitivity]:
    """One entry for each kind. Source: A Guide to Social Return on Investment (2012), stage 5.

    A row that starts from its impact moves with proxies.
    """
    return [
        Sensitivity(
            part, *(value_map(_changed(given, part, by)).returns.ratio for by in (ONE - STEP, ONE + STEP))
        )
        for part in ASKED
    ]


def _changed(given: ValueMap, part: Part, by: Decimal) -> ValueMap:
    with exact():
        if part is Part.INPUT:
            return replace(
                given, inputs=tuple(replace(each, amount=each.amount * by) for each in given.inputs)
            )
        return replace(given, rows=tuple(_row(row, part, by) for row in given.rows))


def _row(row: Row, part: Part, by: Decimal) -> Row:
    if part in DEDUCTIONS:
        share: Decimal = getattr(row.deductions, part.value)
        return replace(row, deductions=replace(row.deductions, **{part.value: min(share * by, ONE)}))
    if part is Part.DROP_OFF:
        return replace(row, drop_off=min(row.drop_off * by, ONE))
    if part is Part.PROXY and row.impact is not None:
        return replace(row, impact=row.impact * by)
    stated: Decimal | None = row.quantity if part is Part.QUANTITY else row.proxy
    if stated is None:
        return row
    return replace(row, quantity=stated * by) if part is Part.QUANTITY else replace(row, proxy=stated * by)
