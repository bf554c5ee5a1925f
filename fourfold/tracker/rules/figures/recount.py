"""A statement counted again on respondents, by plain counting."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.published import Claim, Order, Printed, both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fourfold.tracker.rules.figures.published import Condition, FigureSet, Share, Statement
    from fourfold.tracker.rules.figures.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a base fulfil a condition."""

    count: int
    base: int

    @property
    def percent(self) -> Fraction | None:
        """None where the base is empty."""
        return Fraction(self.count * 100, self.base) if self.base else None


def counted_by(respondents: Iterable[Mapping[str, str]]) -> Callable[[Condition], int]:
    """How many of these respondents fulfil a condition."""
    everyone = list(respondents)

    def count(wanted: Condition) -> int:
        return sum(all(each[name] in codes for name, codes in wanted) for each in everyone)

    return count


def counted(of: FigureSet, share: Share, count: Callable[[Condition], int]) -> Counted:
    where = of.bases[share.base].where
    return Counted(count(both(where, share.counts)), count(where))


def is_true(
    of: FigureSet, statement: Statement, rounding: Rounding, count: Callable[[Condition], int]
) -> bool:
    """Whether the statement is true of the respondents that `count` counts. Of an empty base nothing is."""
    found = [counted(of, share, count) for share in of.shares_of(statement)]
    if isinstance(statement, Claim):
        left, right = (each.percent for each in found)
        if left is None or right is None:
            return False
        return left > right if statement.order is Order.MORE else left < right
    if statement.kind is Printed.COUNT:
        return found[0].count == statement.low
    share = found[0].percent
    return share is not None and statement.shares(rounding).holds(share)
