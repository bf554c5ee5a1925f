"""What was proposed in 2025 and is no law: shown so that nobody takes it for one."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.steps import LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="proposals-of-2025",
    steps=(
        Step(
            when=yes,
            answer=Answer.DOES_NOT_APPLY,
            says=say("It was proposed and has not become law."),
            relies_on=("consultation",),
        ),
    ),
)
