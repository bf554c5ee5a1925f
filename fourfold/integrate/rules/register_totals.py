"""Where an entry of the register counts: in which group of each kind, as what, and with how many pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.integrate.rules.share_considered import BANDS, By, Fate, Sum

if TYPE_CHECKING:
    from datetime import date

POUNDS: Final = "GBP"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What of an entry decides where it counts. `published_on` is the day in the time of the place."""

    kind: str
    service: str
    published_on: date | None
    starts_on: date | None
    amount: Decimal | None
    currency: str
    mentions_social_value: bool
    described: bool


def fate(facts: EntryFacts) -> Fate:
    """Without a description nothing can be mentioned, so nothing is known."""
    if facts.mentions_social_value:
        return Fate.MENTIONED
    return Fate.NOT_MENTIONED if facts.described else Fate.UNKNOWN


def pounds(facts: EntryFacts) -> Decimal | None:
    """Unlike currencies are not added."""
    return facts.amount if facts.currency == POUNDS else None


def groups(facts: EntryFacts) -> dict[By, str]:
    """Its group of each kind as it is kept: a band by its lower end, and what is not known empty."""
    amount = pounds(facts)
    band = None if amount is None else max((lower for lower in BANDS if amount >= lower), default=None)
    day = facts.published_on or facts.starts_on
    return {
        By.SERVICE: facts.service,
        By.KIND: facts.kind,
        By.SIZE: "" if band is None else str(band),
        By.YEAR: "" if day is None else str(day.year),
    }


def counts_as(facts: EntryFacts) -> Sum:
    amount = pounds(facts)
    return Sum(1, Decimal(0) if amount is None else amount, int(amount is None))
