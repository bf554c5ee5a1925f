"""Procurement Act 2023, sections 68, 69 and 73: suppliers and their suppliers are paid within 30 days."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Regime
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, Step, Truth, no, yes
from fourfold.ground.kernel.said import say


def _publishes(c: Contract) -> Truth:
    """Section 69(6) leaves these out of the notice; the term itself is another matter."""
    left_out = c.by(Authority.PRIVATE_UTILITY, Authority.SCHOOL) | who.northern_irish(c)
    return no(left_out | c.under(Regime.CONCESSION))


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
                "say. The authority publishes how it kept to that, but for devolved Northern Ireland authorities and "
                "for concessions."
            ),
            relies_on=("terms", "subcontracts", "compliance", "left_out", "commencement"),
        ),
    ),
    records=(Entry("compliance", _publishes),),
    figures=FIGURES,
)
