"""Pounds of one kind and one price year may be added; nothing else may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Pounds:
    """An amount of one ledger in the prices of the financial year that begins in `price_year`. `low` and `high` are None
    where its range is not known.
    """

    ledger: str
    price_year: int
    amount: Decimal
    low: Decimal | None
    high: Decimal | None


def by_ledger(amounts: Iterable[Pounds]) -> list[Pounds]:
    """A sum for each ledger and price year, in the order first met. A sum's range is known only where every part's is;
    it is from all parts at their low end to all at their high end.
    """
    sums: dict[tuple[str, int], Pounds] = {}
    for each in amounts:
        key = (each.ledger, each.price_year)
        before = sums.get(key)
        sums[key] = each if before is None else _plus(before, each)
    return list(sums.values())


def _plus(one: Pounds, other: Pounds) -> Pounds:
    known = None not in {one.low, other.low, one.high, other.high}
    return Pounds(
        one.ledger,
        one.price_year,
        one.amount + other.amount,
        one.low + other.low if known and one.low is not None and other.low is not None else None,
        one.high + other.high if known and one.high is not None and other.high is not None else None,
    )
