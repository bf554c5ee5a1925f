"""Community Wealth Building (Scotland) Act 2026: made, and not in force in the text that was read."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.steps import LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="scotland-community-wealth-building",
    steps=(
        Step(
            when=yes,
            answer=Answer.DOES_NOT_APPLY,
            says=say("Its parts were prospective in the text that was read."),
            relies_on=("action_plans",),
        ),
    ),
)
