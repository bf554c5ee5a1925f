"""Procurement Reform (Scotland) Act 2014: the procurement strategy and annual report of those who spend most."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.scottish_regulated import SCOTTISH
from fourfold.define.rules.law.steps import LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="scotland-procurement-strategy",
    steps=(
        SCOTTISH,
        Step(
            when=yes,
            answer=Answer.UNCERTAIN,
            says=say(
                "A strategy and an annual report are due from an authority that expects to spend £5 million or "
                "more on regulated procurements in a year, which is not among the facts. If it does, the "
                "strategy says how contracts will improve well-being and the report how they did."
            ),
            relies_on=("duty",),
        ),
    ),
)
