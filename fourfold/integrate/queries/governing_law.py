"""Which law governs a procurement: by the day on which it began and its value, as far as both are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fourfold.define.queries.law import the_law
from fourfold.define.rules.law import public_contract
from fourfold.define.rules.law.facts import Authority, FactRefused, Facts, Regime
from fourfold.define.rules.law.figures import VAT_RATE
from fourfold.define.rules.law.one import One
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.kernel.money import PENNY
from fourfold.ground.kernel.parameters import VatBasis
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Consideration
from fourfold.integrate.queries.rulings import begins_with, latest_ruling
from fourfold.integrate.rules.outcome import Law

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.integrate.models import Procurement

# The day from which the Act governs what begins: Commencement No. 3 Regulations 2024 as amended.
ACT_BEGINS: Final = date(2025, 2, 24)


@dataclass(frozen=True, slots=True)
class Governed:
    """`law` None: it cannot be told, and `because` says what is missing; a person says it then. `threshold` is without VAT."""

    law: Law | None
    because: str
    light_touch: bool
    threshold: Decimal | None


def began_on(procurement: Procurement) -> date | None:
    """The day that was given to the law, else that of the consideration: what has to come before it begins."""
    latest = latest_ruling(procurement)
    if latest is not None:
        return latest.said.facts.on
    found: date | None = (
        Consideration.objects.filter(procurement=procurement).values_list("considered_on", flat=True).first()
    )
    return found


def governing_law(procurement: Procurement) -> Governed:
    facts = facts_of(procurement)
    if facts is None:
        return Governed(
            None,
            say("Who buys, the estimate or the day on which it began is not on record, so the law cannot be told."),
            light_touch=False,
            threshold=None,
        )  # fmt: skip
    one = One(facts, the_law(), {})
    light = facts.regime is Regime.LIGHT_TOUCH
    threshold = _threshold_without_vat(one)
    day = day_text(facts.on)
    if facts.authority is Authority.SCOTTISH or bool(public_contract.unread(one)):
        because = say(
            "Another law than the two that are known here governs this buyer or kind of contract. Say which to go by."
        )
        return Governed(None, because, light, threshold)
    if bool(public_contract.falls_short(one)):
        return Governed(Law.BELOW, public_contract.below(one), light, threshold)
    if not bool(public_contract.reaches(one)):
        because = say(
            "The thresholds of {day} are not known for certain, so the law cannot be told.", day=day
        )
        return Governed(None, because, light, threshold)
    law = Law.ACT if facts.on >= ACT_BEGINS else Law.PCR
    begun = say("It began on {day}. {reason}", day=day, reason=public_contract.at_or_above(one))
    return Governed(law, begun, light, threshold)


def _threshold_without_vat(one: One) -> Decimal | None:
    """That of its kind on the day on which it began, as values stand here: without VAT, at the standard rate."""
    for key in public_contract.thresholds(one):
        known, rate = one.figure(key), one.figure(VAT_RATE)
        if known is not None:
            included = known.vat is VatBasis.INCLUDED and rate is not None
            value = known.value / (1 + rate.value) if included and rate is not None else known.value
            return value.quantize(PENNY)
    return None


def facts_of(procurement: Procurement) -> Facts | None:
    """As they were given to the law; before that, as far as they are on record; None where one of them is missing."""
    latest = latest_ruling(procurement)
    if latest is not None:
        return latest.said.facts
    day = began_on(procurement)
    if day is None:
        return None
    try:
        return read_facts({**begins_with(procurement, None), "on": day.isoformat()})
    except FactRefused:
        return None
