"""Pounds of unlike kinds or years are never added."""

from __future__ import annotations

from decimal import Decimal

from fourfold.measure.rules.ledgers import Pounds, by_ledger


def pounds(
    amount: int, *, ledger: str = "fiscal", year: int = 2025, low: int | None = None, high: int | None = None
) -> Pounds:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    return Pounds(ledger, year, Decimal(amount), *ends)


def test_ledgers_and_price_years_stand_side_by_side() -> None:
    found = by_ledger([pounds(1), pounds(2, ledger="wellbeing"), pounds(4, year=2024), pounds(8)])
    assert [(each.ledger, each.price_year, each.amount) for each in found] == [
        ("fiscal", 2025, 9),
        ("wellbeing", 2025, 2),
        ("fiscal", 2024, 4),
    ]


def test_a_range_adds_up_from_low_end_to_high_end() -> None:
    (found,) = by_ledger([pounds(5, low=4, high=8), pounds(10, low=0, high=11)])
    assert (found.low, found.high) == (4, 19)


def test_a_range_is_not_known_where_one_part_has_none() -> None:
    (found,) = by_ledger([pounds(5, low=4, high=8), pounds(10), pounds(1, low=1, high=1)])
    assert (found.amount, found.low, found.high) == (16, None, None)
