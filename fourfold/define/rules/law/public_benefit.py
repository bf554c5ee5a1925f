"""Procurement Act 2023, section 12: value for money, public benefit, and small and medium-sized enterprises."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.public_contract import ACT, FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key=ACT,
    steps=(
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority must have regard to value for money, to maximising public benefit, to sharing "
                "information and to integrity; and to the barriers that small and medium-sized enterprises meet, "
                "and whether they can be removed. The Act does not use the words social value."
            ),
            relies_on=("objectives", "small_and_medium"),
        ),
    ),
    records=(Entry("objectives"),),
    figures=FIGURES,
)
