"""What agencies save, each by its budget. What was found in unlike ways is never added together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class SavingMethod(StrEnum):
    """How a saving was found, the firmest first."""

    ACCOUNTS = "accounts"
    UNIT_COST = "unit_cost"
    COMPARED = "compared"
    ESTIMATE = "estimate"

    @property
    def words(self) -> str:
        return _METHODS[self]


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def words(self) -> str:
        return _CONFIDENCE[self]


_METHODS: Final = {
    SavingMethod.ACCOUNTS: say("Money that was not spent, as the accounts show"),
    SavingMethod.UNIT_COST: say("A number that was counted, times the cost of one"),
    SavingMethod.COMPARED: say("Compared with people or places that had no part in it"),
    SavingMethod.ESTIMATE: say("An estimate of the agency"),
}
_CONFIDENCE: Final = {
    Confidence.HIGH: say("High"),
    Confidence.MEDIUM: say("Medium"),
    Confidence.LOW: say("Low"),
}


@dataclass(frozen=True, slots=True)
class Saving:
    agency: str
    budget: str
    amount: Decimal
    method: SavingMethod
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Saved:
    """What one agency saves in one budget, found in one way; the confidence is that of the least sure of its parts."""

    agency: str
    budget: str
    method: SavingMethod
    amount: Decimal
    parts: int
    confidence: Confidence


def by_agency(savings: Iterable[Saving]) -> tuple[Saved, ...]:
    """By agency, budget and method. There is no total over methods: an estimate added to money in accounts is neither."""
    groups: dict[tuple[str, str, SavingMethod], list[Saving]] = {}
    for each in savings:
        groups.setdefault((each.agency, each.budget, each.method), []).append(each)
    sure, ways = list(Confidence), list(SavingMethod)
    return tuple(
        Saved(
            agency,
            budget,
            method,
            sum((each.amount for each in found[1:]), found[0].amount),
            len(found),
            max((each.confidence for each in found), key=sure.index),
        )
        for (agency, budget, method), found in sorted(
            groups.items(), key=lambda one: (one[0][0], one[0][1], ways.index(one[0][2]))
        )
    )
