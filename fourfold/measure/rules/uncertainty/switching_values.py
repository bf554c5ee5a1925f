"""At which value of one number, all others as they are, the map just breaks even: its present value equals what was put in.

A row's present value is proportional to its quantity, its proxy, its impact and to what each deduction leaves, so these are known
exactly and need no search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.measure.rules.uncertainty.uncertain_map import DEDUCTIONS, Part
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.valuation.value_map import ValueMap
    from fourfold.measure.rules.valuation.valuing import ValuedMap


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """`switches_at` None: no value that the number can take brings the map to break even."""

    row: int
    part: Part
    stated: Decimal
    switches_at: Decimal | None


def switching_values(given: ValueMap, valued: ValuedMap) -> list[SwitchingValue]:
    found = []
    for place, (row, each) in enumerate(zip(given.rows, valued.rows, strict=True)):
        if not each.present_value:
            continue
        with exact():
            # What this row must come to, over what it does.
            by = (each.present_value - valued.returns.npv) / each.present_value
            for part in (Part.QUANTITY, Part.PROXY, Part.IMPACT):
                stated: Decimal | None = getattr(row, part.value)
                if stated is not None:
                    at = stated * by
                    possible = part is not Part.QUANTITY or at >= 0
                    found.append(SwitchingValue(place, part, stated, at if possible else None))
            for part in DEDUCTIONS if row.impact is None else ():
                share: Decimal = getattr(row.deductions, part.value)
                at = 1 - (1 - share) * by
                found.append(SwitchingValue(place, part, share, at if 0 <= at <= 1 else None))
    return found
