"""NHS England's extension of PPN 06/20 to NHS bodies."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.public_contract import NOTHING_BOUGHT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = "nhs-social-value"
RULE: Final = LawRule(
    key=KEY,
    steps=(
        Step(
            when=lambda c: no(who.english(c) & c.by(*who.NHS)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("It is for NHS bodies in England."),
            otherwise=say("The authority is an NHS body in England."),
            relies_on=("who",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: no(c.in_force(KEY, "model_2020")),
            answer=Answer.UNCERTAIN,
            says=say(
                "NHS England extended PPN 06/20, which ended on 30 September 2025. Whether PPN 002 has taken its "
                "place for NHS bodies was not read."
            ),
            relies_on=("who",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "At least 10% of the score is for social value, and every tender has the theme of fighting climate change."
            ),
            relies_on=("model_2020",),
        ),
    ),
    records=(Entry("criteria"),),
)
