"""The Regulator of Social Housing's Neighbourhood and Community Standard, which binds the landlord and not the contract."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="neighbourhood-and-community-standard",
    steps=(
        Step(
            when=lambda c: no(who.english(c) & c.by(Authority.HOUSING_ASSOCIATION, Authority.BEST_VALUE)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("The standard is for registered providers of social housing in England."),
            relies_on=("duty",),
        ),
        Step(
            when=lambda c: c.by(Authority.BEST_VALUE),
            answer=Answer.UNCERTAIN,
            says=say(
                "It binds a council that is a registered provider of social housing, which is not among the facts."
            ),
            relies_on=("duty",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The landlord must co-operate with partners to promote social, environmental and economic "
                "well-being, and tell tenants what its part is and how it will be done. It has no rule for a "
                "single contract."
            ),
            relies_on=("duty", "tenants"),
        ),
    ),
    records=(Entry("role"),),
)
