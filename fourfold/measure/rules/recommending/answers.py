"""The answers of a group to one question from 0 to 10, whole: every figure of the measure is calculated from these."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 10
PROMOTERS_FROM: Final = 9
PASSIVES_FROM: Final = 7


class Respondent(StrEnum):
    """Who is asked. Those who lost a tender are asked as well as those who won it, and never counted with them."""

    SUPPLIER_WON = "supplier, won"
    SUPPLIER_LOST = "supplier, lost"
    PARTNER = "partner"
    RECIPIENT = "recipient"
    RESIDENT = "resident"

    @property
    def words(self) -> str:
        return {
            Respondent.SUPPLIER_WON: say("Suppliers who won"),
            Respondent.SUPPLIER_LOST: say("Suppliers who did not win"),
            Respondent.PARTNER: say("Partners"),
            Respondent.RECIPIENT: say("Those who received it"),
            Respondent.RESIDENT: say("Residents"),
        }[self]


@dataclass(frozen=True, slots=True)
class Answers:
    """How many gave each answer, 0 first and 10 last; `asked` is how many were asked, None where nobody counted.

    Raises ValueError for other than eleven counts, one below nought, or more answers than people who were asked.
    """

    counts: tuple[int, ...]
    asked: int | None

    def __post_init__(self) -> None:
        if len(self.counts) != MOST + 1:
            raise ValueError(
                say("there are eleven answers, from 0 to 10, and {given} are counted", given=len(self.counts))
            )
        if any(count < 0 for count in self.counts):
            raise ValueError(say("nobody’s answer is counted less than not at all"))
        if self.asked is not None and self.answered > self.asked:
            raise ValueError(
                say(
                    "{answered} answered and {asked} were asked: count who was asked again",
                    answered=self.answered,
                    asked=self.asked,
                )
            )

    @classmethod
    def of(cls, answers: Iterable[int], *, asked: int | None) -> Self:
        """Raises ValueError for an answer that is not a whole number from 0 to 10."""
        counts = [0] * (MOST + 1)
        for answer in answers:
            if type(answer) is not int or not 0 <= answer <= MOST:
                raise ValueError(say("{answer} is not an answer from 0 to 10", answer=answer))
            counts[answer] += 1
        return cls(tuple(counts), asked)

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def promoters(self) -> int:
        return sum(self.counts[PROMOTERS_FROM:])

    @property
    def passives(self) -> int:
        return sum(self.counts[PASSIVES_FROM:PROMOTERS_FROM])

    @property
    def detractors(self) -> int:
        return sum(self.counts[:PASSIVES_FROM])

    @property
    def response_rate(self) -> Decimal | None:
        """Answered over asked; None where it is not known how many were asked, or nobody was."""
        if not self.asked:
            return None
        with exact():
            return Decimal(self.answered) / self.asked

    @property
    def mean(self) -> Decimal | None:
        if not self.answered:
            return None
        with exact():
            return Decimal(sum(answer * count for answer, count in enumerate(self.counts))) / self.answered

    @property
    def score(self) -> Decimal | None:
        """The share of 9 and 10 less the share of 0 to 6, times 100: from −100 to 100. None where nobody answered."""
        if not self.answered:
            return None
        with exact():
            return Decimal(100 * (self.promoters - self.detractors)) / self.answered

    def __add__(self, other: Answers) -> Answers:
        asked = None if self.asked is None or other.asked is None else self.asked + other.asked
        return Answers(tuple(one + more for one, more in zip(self.counts, other.counts, strict=True)), asked)
