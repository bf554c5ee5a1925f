"""The one-line valuation: a quantity times a proxy. Everything a reader needs to get the same digits stands in the result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from fourfold.ground.kernel.said import say

RULE = say("quantity times proxy, to the penny, half up")
VERSION = 1
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ProxyValue:
    """Pounds for one unit, in the prices of the financial year that begins in `price_year`."""

    ref: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    ledger: str
    price_year: int
    unit: str


@dataclass(frozen=True, slots=True)
class Valued:
    """Pounds with their range (None where the proxy has none) and the settings they were computed with."""

    amount: Decimal
    low: Decimal | None
    high: Decimal | None
    settings: dict[str, str | int | None]


def value(quantity: Decimal, *, unit: str, proxy: ProxyValue) -> Valued:
    """Raises ValueError for a negative quantity or one in another unit than the proxy's."""
    if quantity < 0:
        message = f"A quantity of {quantity} cannot be valued."
        raise ValueError(message)
    if unit != proxy.unit:
        message = f"The quantity is in {unit}, the proxy in {proxy.unit}."
        raise ValueError(message)
    return Valued(
        amount=_pennies(quantity, proxy.value),
        low=None if proxy.low is None else _pennies(quantity, proxy.low),
        high=None if proxy.high is None else _pennies(quantity, proxy.high),
        settings={
            "rule": RULE,
            "version": VERSION,
            "proxy": proxy.ref,
            "quantity": str(quantity),
            "unit": unit,
            "value": str(proxy.value),
            "low": None if proxy.low is None else str(proxy.low),
            "high": None if proxy.high is None else str(proxy.high),
            "ledger": proxy.ledger,
            "price_year": proxy.price_year,
        },
    )


def _pennies(quantity: Decimal, each: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return (quantity * each).quantize(PENNY, ROUND_HALF_UP)
