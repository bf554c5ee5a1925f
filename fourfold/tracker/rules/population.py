"""Whom a figure is about: without that, a share of organisations is taken for a share of people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import refuse


class Estimand(StrEnum):
    """What is counted once: each organisation, or each contact however many of them answer for one organisation."""

    ORGANISATIONS = "organisations"
    CONTACTS = "contacts"

    @property
    def text(self) -> str:
        return say("organisations") if self is Estimand.ORGANISATIONS else say("contacts")


@dataclass(frozen=True, slots=True)
class Population:
    """The target population in words, what of it is counted, how many there are and how many of those the frame holds.

    None is "not known": a share of the population that the frame covers is then not known either, and not one.
    """

    target: str
    estimand: Estimand
    size: int | None = None
    in_frame: int | None = None

    def __post_init__(self) -> None:
        if not self.target.strip():
            raise refuse(say("say whom the survey is about"), column=say("target population"))
        for number in (self.size, self.in_frame):
            if number is not None and number < 1:
                raise refuse(say("a population has at least one member"), column=say("population"))
        if self.size is not None and self.in_frame is not None and self.in_frame > self.size:
            raise refuse(
                say("the frame holds {frame} of {size}", frame=self.in_frame, size=self.size),
                column=say("population"),
            )

    @property
    def coverage(self) -> Fraction | None:
        """The share of the target population that could have been asked."""
        if self.size is None or self.in_frame is None:
            return None
        return Fraction(self.in_frame, self.size)

    @property
    def text(self) -> str:
        if self.size is None or self.in_frame is None:
            return say(
                "{target}; counted: {estimand}; coverage of the frame not known",
                target=self.target,
                estimand=self.estimand.text,
            )
        return say(
            "{target}; counted: {estimand}; the frame holds {frame} of {size}",
            target=self.target,
            estimand=self.estimand.text,
            frame=f"{self.in_frame:,}",
            size=f"{self.size:,}",
        )
