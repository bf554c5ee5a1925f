"""Social value where the Act does not bind: what government and the sector commend all the same."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import social_value_act
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Kind
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="social-value-good-practice",
    steps=(
        Step(
            when=lambda c: c.answered(social_value_act.KEY, Answer.APPLIES),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The Social Value Act itself binds here, so that this is a duty and no longer good practice."
            ),
        ),
        Step(
            when=lambda c: c.answered(social_value_act.KEY, Answer.UNCERTAIN),
            answer=Answer.GOOD_PRACTICE,
            says=say(
                "Whether the Social Value Act binds is uncertain. To consider social value anyway is good practice, and safe."
            ),
            otherwise=say("The Social Value Act does not bind here."),
            relies_on=("every_contract",),
        ),
        Step(
            when=lambda c: c.buys(Kind.SERVICES),
            answer=Answer.GOOD_PRACTICE,
            says=say(
                "To consider social value in services that the Act does not reach is commended, above all where "
                "they are for citizens, such as welfare, social and health services."
            ),
            relies_on=("smaller_contracts",),
        ),
        Step(
            when=yes,
            answer=Answer.GOOD_PRACTICE,
            says=say(
                "The sector’s own recommendation is to consider social value in everything, goods and works as "
                "well, whatever its size."
            ),
            relies_on=("every_contract",),
        ),
    ),
    records=(Entry("choice"),),
)
