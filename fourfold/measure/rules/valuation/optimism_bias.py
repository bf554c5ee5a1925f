"""Costs of plans are put too low, by a known share: an uplift, less what has been dealt with."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from fourfold.measure.rules.valuation.deductions import check_share
from fourfold.measure.rules.valuation.precision import exact

MOST_UPLIFT: Final = Decimal(5)


def uplifted(cost: Decimal, *, uplift: Decimal, mitigated: Decimal = Decimal(0)) -> Decimal:
    """`cost` × (1 + `uplift` × (1 − `mitigated`)): the Green Book's upper bound, less the share of its causes that is managed.

    `uplift` is a fraction, 0.24 for the 24% of standard buildings; above 5 it is a percentage by mistake. Raises ValueError.
    """
    if not 0 <= uplift <= MOST_UPLIFT:
        message = f'An optimism bias of {uplift} is not a fraction from 0 to {MOST_UPLIFT}: 24% is "0.24".'
        raise ValueError(message)
    check_share(mitigated, name="mitigated")
    with exact():
        return cost * (1 + uplift * (1 - mitigated))
