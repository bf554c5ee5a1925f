"""What a commitment's figures are worth in pounds, for every ledger in which its measure has a proxy in force."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.proxies import as_value, in_force, ledger_name
from fourfold.define.rules.valuation_rule import value
from fourfold.measure.queries.five_figures import BEGINNING
from fourfold.measure.rules.ledgers import Pounds, by_ledger
from fourfold.partner.queries.delivered import verifications_between

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.queries.proxies import Proxy
    from fourfold.integrate.queries.commitments import CommitmentRow
    from fourfold.measure.rules.five_figures import FiveFigures


POUND_FOR_POUND = Decimal(1)


@dataclass(frozen=True, slots=True)
class FiguresWorth:
    """Pounds of each figure by one proxy. `verified` adds up what each verification is worth, as an account does, and is
    None while nothing is verified.
    """

    ledger_name: str
    proxy_title: str
    source_title: str
    price_year: int
    committed: Decimal
    due: Decimal
    verified: Pounds | None


def may_value(proxy: Proxy, *, at_cost: bool) -> bool:
    """A share of a contract's value is worth what it costs the supplier: a pound a pound, and no other value."""
    return not at_cost or proxy.value == POUND_FOR_POUND


def worth_of_commitment(commitment: CommitmentRow, figures: FiveFigures, *, on: date) -> list[FiguresWorth]:
    """Two queries; empty where no proxy is in force that may value it."""
    proxies = [
        each for each in in_force([commitment.measure_id]) if may_value(each, at_cost=commitment.at_cost)
    ]
    counted = (
        [row.quantity for row in verifications_between([commitment.pk], BEGINNING, on) if row.stands]
        if proxies
        else []
    )
    return [_by(proxy, commitment.unit, figures, counted) for proxy in proxies]


def _by(proxy: Proxy, unit: str, figures: FiveFigures, counted: list[Decimal]) -> FiguresWorth:
    each = as_value(proxy)
    verified = [value(quantity, unit=unit, proxy=each) for quantity in counted]
    sums = by_ledger(Pounds(each.ledger, each.price_year, one.amount, one.low, one.high) for one in verified)
    return FiguresWorth(
        ledger_name=ledger_name(proxy.ledger),
        proxy_title=proxy.title,
        source_title=proxy.source_title,
        price_year=proxy.price_year,
        committed=value(figures.committed, unit=unit, proxy=each).amount,
        due=value(figures.due, unit=unit, proxy=each).amount,
        verified=sums[0] if sums else None,
    )
