"""Local Government Act 1988, section 17(11): what councils may look at as far as the Social Value Act needs it."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import social_value_act, who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.steps import LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="non-commercial-matters",
    steps=(
        Step(
            when=lambda c: no(c.by(*who.COUNCILS)),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The ban on non-commercial matters is one of local government law; this authority is not under it."
            ),
            otherwise=say(
                "Local government law forbids this authority to look at non-commercial matters in its contracts."
            ),
            relies_on=("exception",),
        ),
        Step(
            when=lambda c: c.answered(social_value_act.KEY, Answer.APPLIES),
            answer=Answer.APPLIES,
            says=say(
                "The ban does not stand in the way of the Social Value Act: such matters may be considered as "
                "far as is necessary or expedient to comply with it."
            ),
            relies_on=("exception",),
        ),
        Step(
            when=lambda c: c.answered(social_value_act.KEY, Answer.UNCERTAIN),
            answer=Answer.UNCERTAIN,
            says=say("It follows the Social Value Act, and whether that binds here is uncertain."),
            relies_on=("exception",),
        ),
        Step(
            when=yes,
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The Social Value Act does not bind here, so that the exception made for it has nothing to rest on."
            ),
            relies_on=("exception",),
        ),
    ),
)
