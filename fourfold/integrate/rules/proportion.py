"""What is in proportion to a contract: weight, questions, measures and proof, from its value, its length and what it is.

The bands are this project's own judgement and say so; beside them stands what some councils have published. They suggest, and
nothing is refused. Worked in `tests/worked_examples/tender_design/proportion.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Proof(StrEnum):
    LIGHT = "light"
    USUAL = "usual"
    FULL = "full"


PROOF_NAMES: Final[Mapping[Proof, str]] = {
    Proof.LIGHT: say("Light: the supplier’s own record, looked at once a year"),
    Proof.USUAL: say("Usual: a document with each delivery, and the recipient asked"),
    Proof.FULL: say("Full: a document with each delivery, the recipient asked, and a sample checked on site"),
}


@dataclass(frozen=True, slots=True)
class Band:
    """From `value` pounds on: social weight from `least` to `most`, so many questions and measures at most, and what proof."""

    value: Decimal
    least: int
    most: int
    questions: int
    measures: int
    proof: Proof


BANDS: Final = (
    Band(Decimal(0), 0, 10, 1, 1, Proof.LIGHT),
    Band(Decimal(25_000), 5, 15, 1, 2, Proof.LIGHT),
    Band(Decimal(100_000), 10, 20, 2, 3, Proof.USUAL),
    Band(Decimal(1_000_000), 10, 25, 3, 5, Proof.USUAL),
    Band(Decimal(5_000_000), 15, 30, 5, 8, Proof.FULL),
)
BECAUSE: Final = say(
    "The bands are Fourfold’s own judgement: a small contract pays for few hours of bidding and of proof, a large one is "
    "where most people gain or lose"
)
# Published practice beside which the bands can be read: (words, address, day on which it was read).
PRACTICE: Final = (
    (
        say("Rotherham gives social value 20% above £100,000, half by numbers and half by words"),
        "https://www.rotherham.gov.uk/business-council/social-value-toolkit/12",
    ),
    (
        say("Knowsley considers social value from £25,000"),
        "https://www.knowsley.gov.uk/business/procurement-and-contracting/social-value-council",
    ),
)
SHORT_DAYS: Final = 365
# What needs a year or more of work to mean anything.
LASTING_UNITS: Final = frozenset({"apprenticeships", "jobs", "fte", "apprenticeship_weeks"})


@dataclass(frozen=True, slots=True)
class Suggested:
    """`short` where the contract lasts less than a year, for which one measure less is suggested."""

    band: Band
    questions: int
    measures: int
    short: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the tender asks for: the weight of its social criteria, questions about them, measures with their units."""

    social_weight: Decimal
    questions: int
    measures: tuple[tuple[str, str], ...]


def suggested(
    *, value: Decimal | None, starts_on: date | None, ends_on: date | None, goods: bool
) -> Suggested | None:
    """None where the value is not known. For goods, which bring fewer people to the place, one measure less; never none."""
    if value is None:
        return None
    band = max((each for each in BANDS if each.value <= value), key=lambda each: each.value)
    short = starts_on is not None and ends_on is not None and (ends_on - starts_on).days + 1 < SHORT_DAYS
    return Suggested(band, band.questions, max(1, band.measures - short - goods), short)


def out_of_proportion(asked: Asked, fits: Suggested) -> Sequence[str]:
    """Where what is asked is out of proportion, in words without a full stop."""
    found = []
    band = fits.band
    if asked.social_weight < band.least:
        found.append(
            say("Social value weighs {weight}; from {least} to {most} fits such a contract",
                weight=_number(asked.social_weight), least=band.least, most=band.most)
        )  # fmt: skip
    if asked.social_weight > band.most:
        found.append(
            say("Social value weighs {weight}, more than the {most} that fits such a contract: lower it, or be ready to say why",
                weight=_number(asked.social_weight), most=band.most)
        )  # fmt: skip
    if asked.questions > fits.questions:
        found.append(
            say(
                "{asked} questions about social value are asked; {fits} fits",
                asked=asked.questions,
                fits=fits.questions,
            )
        )
    if len(asked.measures) > fits.measures:
        found.append(
            say("{asked} measures are asked for; {fits} fits", asked=len(asked.measures), fits=fits.measures)
        )
    if fits.short:
        found += [
            say(
                "“{title}” may outlast a contract of less than a year. Ask for weeks, placements or sessions instead",
                title=title,
            )
            for title, unit in asked.measures
            if unit in LASTING_UNITS
        ]
    return found


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"
