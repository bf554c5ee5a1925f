"""Procurement Act 2023, section 52: at least three key performance indicators for the largest contracts."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Regime, Route
from fourfold.define.rules.law.figures import INDICATORS_ABOVE
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = "key-performance-indicators"
RULE: Final = LawRule(
    key=KEY,
    steps=(
        Step(
            when=lambda c: (
                c.through(Route.FRAMEWORK)
                | c.under(Regime.CONCESSION, Regime.LIGHT_TOUCH)
                | c.by(Authority.PRIVATE_UTILITY)
            ),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "Frameworks, concessions, light touch contracts and private utilities’ contracts are left out."
            ),
            otherwise=say(
                "It is no framework, concession, light touch contract or contract of a private utility."
            ),
            relies_on=("left_out",),
        ),
        Step(
            when=lambda c: no(c.exceeds(INDICATORS_ABOVE)),
            answer=Answer.DOES_NOT_APPLY,
            says=lambda c: say(
                "The value, {value}, is not above the sum from which indicators are set: {figure}.",
                value=c.value_words(),
                figure=c.compared_words(INDICATORS_ABOVE),
            ),
            otherwise=lambda c: say(
                "The value, {value}, is above the sum from which indicators are set: {figure}.",
                value=c.value_words(),
                figure=c.compared_words(INDICATORS_ABOVE),
            ),
            relies_on=("duty",),
            figures=(INDICATORS_ABOVE,),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Before it enters into the contract, the authority must set and publish at least three key "
                "performance indicators, unless it considers that performance could not appropriately be "
                "assessed by them. Social value may be one."
            ),
            relies_on=("duty",),
        ),
    ),
    records=(Entry("indicators"), Entry("inappropriate")),
    figures=(*FIGURES, INDICATORS_ABOVE),
)
