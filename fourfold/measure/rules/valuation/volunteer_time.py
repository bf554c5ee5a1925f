"""Time that people gave counts as an input: hours at what an hour of such work costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from decimal import Decimal


def volunteer_time(hours: Decimal, *, an_hour: Decimal) -> Decimal:
    """Pounds, not rounded. Raises ValueError for less than no hours or a wage below nothing."""
    if hours < 0 or an_hour < 0:
        raise ValueError(say("hours and their value are not below zero"))
    with exact():
        return hours * an_hour
