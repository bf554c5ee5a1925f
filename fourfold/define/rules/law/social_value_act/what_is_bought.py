"""Then what is bought, and by which route: services, or services with goods or works, and no call-off."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.facts import Kind, MainPart, Regime, Route
from fourfold.define.rules.law.social_value_act.wordings import ACT_2023, NO, under
from fourfold.define.rules.law.steps import Step
from fourfold.ground.kernel.said import say

WHAT: Final = (
    Step(
        when=lambda c: c.buys(Kind.PLANNING, Kind.ASSET_DISPOSAL),
        answer=NO,
        says=say("Nothing is bought: the Act is about procuring services."),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.buys(Kind.GOODS, Kind.WORKS),
        answer=NO,
        says=say(
            "Goods alone and works alone are outside: the Act is about services, or services with them."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.mainly(MainPart.GOODS, MainPart.WORKS),
        answer=NO,
        says=say(
            "Services are the lesser part, so that this is no public services contract, and no framework for them."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.through(Route.CALL_OFF),
        answer=NO,
        says=say(
            "A contract based on a framework is outside: social value was to be considered before the framework was concluded."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.under(Regime.CONCESSION, Regime.UTILITIES, Regime.DEFENCE) & under(c, ACT_2023),
        answer=NO,
        says=say("Concessions, utilities contracts, and defence and security contracts are outside."),
        otherwise=say("What is bought is not of a kind that the Act leaves out."),
        relies_on=("what",),
    ),
)
