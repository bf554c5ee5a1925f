"""Procurement Act 2023, section 18: consider lots, or give reasons."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Route
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="lots",
    steps=(
        Step(
            when=lambda c: c.through(Route.CALL_OFF),
            answer=Answer.DOES_NOT_APPLY,
            says=say("Lots are considered before the tender notice; a call-off has none."),
            relies_on=("duty",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority must consider whether to divide what it buys into lots, which smaller suppliers "
                "can bid for, and must do so or give its reasons."
            ),
            relies_on=("duty",),
        ),
    ),
    records=(Entry("reasons"),),
    figures=FIGURES,
)
