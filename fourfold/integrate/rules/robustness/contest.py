"""An evaluation as plain numbers: weights, the share of each criterion's marks that a bid has, and what follows.

Totals here are not rounded. Those that are printed are sums of rounded marks; where the two disagree on who is first, the
report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WHOLE = Fraction(100)

# From a price and all prices to the share of the price marks that it has, between 0 and 1.
PriceFormula = Callable[[Decimal, Sequence[Decimal]], Fraction]


@dataclass(frozen=True, slots=True)
class Bidding:
    """A bid: its price where one is scored, and its share of the marks of each other criterion, between 0 and 1."""

    ref: str
    shares: Mapping[str, Fraction]
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """`weights` by criterion add to 100. `price` names the criterion that `formula` marks, empty where none does."""

    weights: Mapping[str, Fraction]
    bids: tuple[Bidding, ...]
    formula: PriceFormula
    price: str = ""

    def __post_init__(self) -> None:
        if sum(self.weights.values()) != WHOLE:
            message = "The weights do not add up to 100."
            raise ValueError(message)
        if any(weight < 0 for weight in self.weights.values()):
            message = "A weight is below nothing."
            raise ValueError(message)
        if self.price and (self.price not in self.weights or any(bid.price is None for bid in self.bids)):
            message = "Where price is a criterion, every bid has one."
            raise ValueError(message)


def shares_of(contest: Contest) -> dict[str, dict[str, Fraction]]:
    """By bid and criterion, the price among them. Raises ValueError where a share is not between 0 and 1."""
    prices = [bid.price for bid in contest.bids if bid.price is not None]
    found: dict[str, dict[str, Fraction]] = {}
    for bid in contest.bids:
        shares = {ref: bid.shares[ref] for ref in contest.weights if ref != contest.price}
        if contest.price and bid.price is not None:
            shares[contest.price] = contest.formula(bid.price, prices)
        if any(not 0 <= share <= 1 for share in shares.values()):
            message = f"A share of {bid.ref} is not between 0 and 1."
            raise ValueError(message)
        found[bid.ref] = shares
    return found


def total(shares: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    return sum((weight * shares[ref] for ref, weight in weights.items()), Fraction(0))


def totals(contest: Contest) -> dict[str, Fraction]:
    return {ref: total(shares, contest.weights) for ref, shares in shares_of(contest).items()}


def order(scores: Mapping[str, Fraction]) -> tuple[tuple[str, ...], ...]:
    """From first to last; those that are level stand together, by their refs."""
    levels: dict[Fraction, list[str]] = {}
    for ref, score in scores.items():
        levels.setdefault(score, []).append(ref)
    return tuple(tuple(sorted(levels[score])) for score in sorted(levels, reverse=True))
