"""Procurement Act 2023, sections 16 and 17: talking to the market first, and the notice of it."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Route
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="preliminary-market-engagement",
    steps=(
        Step(
            when=lambda c: c.through(Route.CALL_OFF),
            answer=Answer.DOES_NOT_APPLY,
            says=say("A call-off has no tender notice, to which the notice of market engagement belongs."),
            relies_on=("notice",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority may talk to suppliers and communities before it begins. If it does, it publishes "
                "a notice of it before the tender notice, or gives its reasons in that."
            ),
            relies_on=("engagement", "notice"),
        ),
    ),
    records=(Entry("notice"),),
    figures=FIGURES,
)
