"""Whether the Procurement Act 2023 governs a contract: what its duties ask before anything of their own."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import services_threshold, who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Kind, MainPart, Regime
from fourfold.define.rules.law.figures import LIGHT_TOUCH, SERVICES_CENTRAL, SERVICES_SUB_CENTRAL, WORKS
from fourfold.define.rules.law.steps import Contract, OneContract, Step, Truth, no
from fourfold.ground.kernel.said import say

ACT: Final = "procurement-act-2023"
FIGURES: Final = (SERVICES_CENTRAL, SERVICES_SUB_CENTRAL, WORKS, LIGHT_TOUCH)
UNREAD: Final = (Regime.CONCESSION, Regime.UTILITIES, Regime.DEFENCE)


def _light(c: Contract) -> Truth:
    return c.under(Regime.LIGHT_TOUCH)


def works(c: Contract) -> Truth:
    return c.buys(Kind.WORKS) | c.mainly(MainPart.WORKS)


def reaches(c: Contract) -> Truth:
    """At or above the threshold of its kind, for certain. Of a mixed contract without a main part: above the highest."""
    high = works(c) | c.mainly(MainPart.NOT_SAID)
    return (
        (_light(c) & c.reaches(LIGHT_TOUCH))
        | (no(_light(c)) & high & c.reaches(WORKS))
        | (no(_light(c)) & no(high) & services_threshold.reaches(c))
    )


def falls_short(c: Contract) -> Truth:
    return (
        (_light(c) & c.falls_short(LIGHT_TOUCH))
        | (no(_light(c)) & works(c) & c.falls_short(WORKS))
        | (no(_light(c)) & no(works(c)) & services_threshold.falls_short(c))
    )


def unread(c: Contract) -> Truth:
    """The threshold of its kind was not read."""
    return c.under(*UNREAD) | c.by(Authority.PRIVATE_UTILITY)


def thresholds(c: OneContract) -> tuple[str, ...]:
    if _light(c):
        return (LIGHT_TOUCH,)
    if works(c):
        return (WORKS,)
    services = services_threshold.thresholds(c)
    return (*services, WORKS) if c.mainly(MainPart.NOT_SAID) else services


def threshold_words(c: OneContract) -> str:
    if _light(c):
        return say("the threshold for light touch contracts is {words}", words=c.compared_words(LIGHT_TOUCH))
    if works(c):
        return say("the threshold for works is {words}", words=c.compared_words(WORKS))
    services = services_threshold.threshold_words(c)
    if c.mainly(MainPart.NOT_SAID):
        return say("{services}; for works it is {works}", services=services, works=c.compared_words(WORKS))
    return services


def below(c: OneContract) -> str:
    return say(
        "The value, {value}, is below the threshold: {threshold}.",
        value=c.value_words(),
        threshold=threshold_words(c),
    )


def at_or_above(c: OneContract) -> str:
    return say(
        "The value, {value}, is at or above the threshold: {threshold}.",
        value=c.value_words(),
        threshold=threshold_words(c),
    )


def between(c: OneContract) -> str:
    return say(
        "The value, {value}, lies between thresholds, and which of them counts here is not known: {threshold}.",
        value=c.value_words(),
        threshold=threshold_words(c),
    )


NOTHING_BOUGHT: Final = Step(
    when=lambda c: c.buys(Kind.PLANNING, Kind.ASSET_DISPOSAL),
    answer=Answer.DOES_NOT_APPLY,
    says=say("Nothing is bought, so that there is no contract for the rule to reach."),
)

COVERED: Final = (
    Step(
        when=who.scottish,
        answer=Answer.DOES_NOT_APPLY,
        says=say("Devolved Scottish authorities are outside the Act: Scottish procurement law governs them."),
        otherwise=say("The authority is not a devolved Scottish one."),
        relies_on=(f"{ACT}/scotland",),
    ),
    NOTHING_BOUGHT,
    Step(
        when=who.health_care,
        answer=Answer.DOES_NOT_APPLY,
        says=say(
            "Health care services under the Provider Selection Regime are outside the Procurement Act 2023."
        ),
        relies_on=(f"{ACT}/regulated_health",),
    ),
    Step(
        when=who.perhaps_health_care,
        answer=Answer.UNCERTAIN,
        says=say(
            "An NHS body buys light touch services. If they are health care services under the Provider "
            "Selection Regime, the Procurement Act 2023 does not apply. Say whether they are and ask again."
        ),
        relies_on=(f"{ACT}/regulated_health",),
    ),
    Step(
        when=unread,
        answer=Answer.UNCERTAIN,
        says=say(
            "The threshold for concessions, utilities, and defence and security contracts was not read. If the "
            "contract is at or above it, the Act governs it, with rules of their own for these kinds."
        ),
    ),
)

VALUE: Final = (
    Step(
        when=falls_short,
        answer=Answer.DOES_NOT_APPLY,
        says=below,
        figures=thresholds,
        relies_on=(f"{ACT}/thresholds",),
    ),
    Step(
        when=lambda c: no(reaches(c)),
        answer=Answer.UNCERTAIN,
        says=between,
        otherwise=at_or_above,
        figures=thresholds,
        relies_on=(f"{ACT}/thresholds",),
    ),
)

PUBLIC_CONTRACT: Final = (*COVERED, *VALUE)
