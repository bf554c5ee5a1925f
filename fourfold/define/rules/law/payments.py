"""Procurement Act 2023, section 70: payments above £30,000 are published quarter by quarter."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Regime
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="payments",
    steps=(
        Step(
            when=lambda c: (
                c.by(Authority.PRIVATE_UTILITY, Authority.SCHOOL)
                | who.northern_irish(c)
                | c.under(Regime.CONCESSION)
            ),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "It leaves out concessions, and contracts of schools, of private utilities and of devolved Northern Ireland "
                "authorities."
            ),
            relies_on=("left_out",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=lambda c: c.by(Authority.WELSH_DEVOLVED) | who.perhaps_welsh(c),
            answer=Answer.UNCERTAIN,
            says=say(
                "It began without procurement that the Welsh Ministers regulate, which is that of devolved Welsh "
                "authorities. Whether it has begun there since was not read."
            ),
            relies_on=("wales",),
        ),
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
