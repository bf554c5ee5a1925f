"""Procurement Act 2023, section 70: payments above £30,000 are published quarter by quarter."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="payments",
    steps=(
        Step(
            when=lambda c: c.by(Authority.PRIVATE_UTILITY, Authority.SCHOOL),
            answer=Answer.UNCERTAIN,
            says=say("Whether schools and private utilities are left out of it was not read."),
            relies_on=("payments",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Each payment above £30,000 under the contract is published within 30 days of the end of the "
                "quarter in which it was made."
            ),
            relies_on=("payments", "by_when", "quarters"),
        ),
    ),
    records=(Entry("payments"),),
    figures=FIGURES,
)
