"""Procurement Reform (Scotland) Act 2014, section 9: the sustainable procurement duty."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.scottish_regulated import DUTY, FIGURES, REGULATED
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key=DUTY,
    steps=(
        *REGULATED,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Before the procurement the authority considers how it can improve the economic, social and "
                "environmental well-being of its area, help small and medium-sized enterprises, third sector "
                "bodies and supported businesses, and promote innovation, and acts to secure it."
            ),
            relies_on=("duty",),
        ),
    ),
    records=(Entry("consideration"),),
    figures=FIGURES,
)
