"""Procurement Act 2023, sections 68, 69 and 73: suppliers and their suppliers are paid within 30 days."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="prompt-payment",
    steps=(
        Step(
            when=lambda c: c.by(Authority.PRIVATE_UTILITY, Authority.SCHOOL),
            answer=Answer.UNCERTAIN,
            says=say("Whether schools and private utilities are left out of it was not read."),
            relies_on=("terms",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Payment within 30 days is a term of the contract and of the contracts under it, whatever they "
                "say; the authority publishes how it kept to that."
            ),
            relies_on=("terms", "subcontracts", "compliance", "commencement"),
        ),
    ),
    records=(Entry("compliance"),),
    figures=FIGURES,
)
