"""One precision for every valuation, so that the same map gives the same digits on any machine and in any caller's context.

34 significant digits, halves to even: the format decimal128 of IEEE 754-2008, which other languages have too. Nothing is rounded
to pennies on the way; who prints a figure rounds it (ADR 0029).
"""

from __future__ import annotations

import decimal
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

DIGITS: Final = 34
NAME: Final = "decimal128: 34 significant digits, halves to even"
_CONTEXT: Final = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)


def exact() -> AbstractContextManager[Context]:
    """The context of valuation, whatever the caller's own is."""
    return localcontext(_CONTEXT)


def total(amounts: Iterable[Decimal]) -> Decimal:
    with exact():
        return sum(amounts, Decimal(0))


def plain(number: Decimal) -> str:
    """The number without exponent and without zeros at its end: "1436.5", "0", "-120"."""
    if number == 0:
        return "0"
    with exact():
        return f"{number.normalize():f}"
