"""Words that stand for a figure ("two thirds", "most"), and of which figures they may be said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable

# Numbers in words beyond those that are claims: nothing would hold them to a table.
NUMBER_WORDS: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|twice|thrice|"
    r"doubl\w+|tripl\w+|trebl\w+|halve\w*|thirds?|quarters?|fifths?|tenths?|half|majority|minority)\b",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """What a claim is about: a share, how strongly two questions go together, or that one column is above or below another."""

    SHARE = "share"
    STRENGTH = "strength"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class VerbalClaim:
    """`low` and `high` are ends of what it may be said of, None where there is none; an open end does not belong to it."""

    words: str
    sort: Sort
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    since: date
    reason: str

    def holds(self, figure: float) -> bool:
        value = Decimal(repr(round(figure, 9)))
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.high_open and value == self.high))

    @property
    def is_one_sided(self) -> bool:
        return self.low is None or self.high is None

    @property
    def range_text(self) -> str:
        parts = []
        if self.low is not None:
            parts.append(
                say("above {low}", low=self.low) if self.low_open else say("from {low}", low=self.low)
            )
        if self.high is not None:
            parts.append(
                say("below {high}", high=self.high) if self.high_open else say("to {high}", high=self.high)
            )
        return " ".join(parts)


def claims_in(text: str, known: Iterable[str]) -> list[str]:
    """Which of the known words are in a sentence; of words within words ("almost two thirds") the longest."""
    ordered = sorted(known, key=len, reverse=True)
    found = re.findall(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", text, re.IGNORECASE)
    return [each.lower() for each in found]


def without(text: str, words: Iterable[str]) -> str:
    """The sentence with these words gone, longest first."""
    for each in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
