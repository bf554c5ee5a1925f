"""A value map's pounds by ledger, each with the basis it stands on, and rows that value an outcome of the same people twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.money import PriceBasis
from fourfold.ground.kernel.said import say
from fourfold.measure.rules.totals.basis import Basis, Figure
from fourfold.measure.rules.totals.both_ways import rows_both_ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.exchange.value_map.reading import ReadMap


def ledgers(read: ReadMap, by_kind: Mapping[str, str]) -> list[dict[str, Any]]:
    """One for each kind that the rows state. Empty where the map states no price year: then no basis can be said."""
    own = read.map.central.settings
    if own.price_year is None:
        return []
    prices = PriceBasis(own.price_year)
    return [
        {
            "amount": amount,
            "basis": Basis((kind,), Figure.CALCULATED, prices, currency=own.currency).as_data(),
        }
        for kind, amount in by_kind.items()
        if kind
    ]


def both_ways(read: ReadMap) -> list[dict[str, Any]]:
    """Rows, counted from 0, of one outcome and stakeholder by wellbeing and by stated preference."""
    rows = read.form.rows
    return [
        {
            "outcome": rows[one].outcome,
            "stakeholder": rows[one].stakeholder,
            "wellbeing": one,
            "stated_preference": other,
        }
        for one, other in rows_both_ways([(row.stakeholder, row.outcome, row.approach) for row in rows])
    ]


def why_both_ways(read: ReadMap) -> list[str]:
    return [
        str(
            say(
                "rows/{one} and rows/{other} value “{outcome}” of the same people both by wellbeing and by stated preference: "
                "leave one of them out",
                one=each["wellbeing"],
                other=each["stated_preference"],
                outcome=each["outcome"],
            )
        )
        for each in both_ways(read)
    ]
