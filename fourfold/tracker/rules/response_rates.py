"""Response, cooperation, refusal and contact rates by the Standard Definitions of the American Association for Public Opinion
Research.

I complete, P partial, R refused, NC not reached, O other eligible without an interview, UH not known whether anyone is there,
UO not known whether eligible for another reason. e is the share of the unknown that is taken to be eligible: as among those
whose eligibility is known, which is stated wherever a rate uses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import refuse


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many ended in each final outcome."""

    complete: int
    partial: int = 0
    refused: int = 0
    not_reached: int = 0
    other: int = 0
    unknown_if_there: int = 0
    unknown_other: int = 0
    not_eligible: int = 0

    def __post_init__(self) -> None:
        if min(self._all) < 0:
            raise refuse(say("a number of outcomes is not below nought"), column=say("outcomes"))

    @property
    def total(self) -> int:
        return sum(self._all)

    @property
    def answered(self) -> int:
        return self.complete + self.partial

    @property
    def eligible(self) -> int:
        return self.answered + self.refused + self.not_reached + self.other

    @property
    def unknown(self) -> int:
        return self.unknown_if_there + self.unknown_other

    @property
    def share_eligible(self) -> Fraction | None:
        """e; None where nobody's eligibility is known."""
        known = self.eligible + self.not_eligible
        return Fraction(self.eligible, known) if known else None

    @property
    def _all(self) -> tuple[int, ...]:
        return (
            self.complete,
            self.partial,
            self.refused,
            self.not_reached,
            self.other,
            self.unknown_if_there,
            self.unknown_other,
            self.not_eligible,
        )


def rates(of: Outcomes) -> dict[str, Fraction | None]:
    """By the names of the Standard Definitions; None where nobody is below the line."""
    e = of.share_eligible
    guessed = None if e is None else e * of.unknown
    complete, answered, eligible = of.complete, of.answered, of.eligible
    reached = answered + of.refused + of.other
    every = eligible + of.unknown
    partly = None if guessed is None else eligible + guessed
    return {
        "RR1": _over(complete, every),
        "RR2": _over(answered, every),
        "RR3": _over(complete, partly),
        "RR4": _over(answered, partly),
        "RR5": _over(complete, eligible),
        "RR6": _over(answered, eligible),
        "COOP1": _over(complete, reached),
        "COOP2": _over(answered, reached),
        "COOP3": _over(complete, answered + of.refused),
        "COOP4": _over(answered, answered + of.refused),
        "REF1": _over(of.refused, every),
        "REF2": _over(of.refused, partly),
        "REF3": _over(of.refused, eligible),
        "CON1": _over(reached, every),
        "CON2": _over(reached, partly),
        "CON3": _over(reached, eligible),
    }


def _over(above: int, below: Fraction | int | None) -> Fraction | None:
    return Fraction(above) / below if below else None
