"""A public case by the Green Book: net present social value, benefit-cost ratio, return on what the public purse pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.measure.rules.valuation.precision import exact, total
from fourfold.measure.rules.valuation.value_map import Kind

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.valuation.value_map import ValueMap
    from fourfold.measure.rules.valuation.valuing import ValuedMap


@dataclass(frozen=True, slots=True)
class PublicCase:
    """Pounds of today. `net_public_cost` is what public budgets pay less the fiscal savings they get back; the return on it
    counts every benefit but those savings, which would stand on both sides. None where the divisor is not above nothing.
    """

    net_present_social_value: Decimal
    benefit_cost_ratio: Decimal | None
    fiscal_savings: Decimal
    public_cost: Decimal
    net_public_cost: Decimal
    return_on_public_cost: Decimal | None


def public_case(given: ValueMap, valued: ValuedMap) -> PublicCase:
    """HM Treasury, The Green Book, appraisal summary. Inputs that are not public cost society and not the purse."""
    savings = total(
        each.present_value
        for row, each in zip(given.rows, valued.rows, strict=True)
        if row.kind is Kind.FISCAL
    )
    public = total(
        amount for each, amount in zip(given.inputs, valued.present_inputs, strict=True) if each.public
    )
    found = valued.returns
    with exact():
        net = public - savings
        return PublicCase(
            net_present_social_value=found.npv,
            benefit_cost_ratio=found.ratio,
            fiscal_savings=savings,
            public_cost=public,
            net_public_cost=net,
            return_on_public_cost=(found.present_value - savings) / net if net > 0 else None,
        )
