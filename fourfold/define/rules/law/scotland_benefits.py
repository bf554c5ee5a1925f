"""Procurement Reform (Scotland) Act 2014, sections 24 and 25: community benefit requirements in major contracts."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.figures import SCOTTISH_BENEFITS_FROM
from fourfold.define.rules.law.scottish_regulated import FIGURES, REGULATED
from fourfold.define.rules.law.steps import Entry, LawRule, OneContract, Step, no, yes
from fourfold.ground.kernel.said import say


def _words(c: OneContract) -> str:
    return say(
        "The value is {value}; community benefits are considered from {figure}.",
        value=c.value_words(),
        figure=c.compared_words(SCOTTISH_BENEFITS_FROM),
    )


RULE: Final = LawRule(
    key="scotland-community-benefits",
    steps=(
        *REGULATED,
        Step(
            when=lambda c: c.falls_short(SCOTTISH_BENEFITS_FROM),
            answer=Answer.DOES_NOT_APPLY,
            says=_words,
            relies_on=("duty",),
            figures=(SCOTTISH_BENEFITS_FROM,),
        ),
        Step(
            when=lambda c: no(c.reaches(SCOTTISH_BENEFITS_FROM)),
            answer=Answer.UNCERTAIN,
            says=lambda c: say("{words} Whether it is reached hangs on VAT.", words=_words(c)),
            otherwise=_words,
            relies_on=("duty",),
            figures=(SCOTTISH_BENEFITS_FROM,),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Before the procurement the authority must consider whether to ask for community benefits, such "
                "as training, recruitment and chances for sub-contractors. The contract notice has a summary of "
                "them, or the reasons why there are none."
            ),
            relies_on=("duty", "meaning"),
        ),
    ),
    records=(Entry("contract_notice"), Entry("award_notice")),
    figures=(*FIGURES, SCOTTISH_BENEFITS_FROM),
)
