"""Procurement Act 2023, section 53: the contract details notice, and the copy of a large contract."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Regime
from fourfold.define.rules.law.figures import COPY_ABOVE
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, Step, Truth, no, yes
from fourfold.ground.kernel.said import say


def _light(c: Contract) -> Truth:
    return c.under(Regime.LIGHT_TOUCH)


def _copy(c: Contract) -> Truth:
    return c.exceeds(COPY_ABOVE) & no(c.by(Authority.WELSH_DEVOLVED) | who.northern_irish(c))


RULE: Final = LawRule(
    key="contract-details-notice",
    steps=(
        Step(
            when=lambda c: c.by(Authority.PRIVATE_UTILITY),
            answer=Answer.UNCERTAIN,
            says=say("What of the notice private utilities are asked for was not read."),
            relies_on=("notice",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=_light,
            answer=Answer.APPLIES,
            says=say(
                "The authority publishes the details of a light touch contract within 120 days of entering into "
                "it; with a copy of the contract within 180 days where it is above £5 million."
            ),
            relies_on=("light_touch",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority publishes the details of the contract within 30 days of entering into it; with a "
                "copy of the contract within 90 days where it is above £5 million."
            ),
            relies_on=("notice",),
        ),
    ),
    records=(
        Entry("details", lambda c: no(_light(c))),
        Entry("details_light_touch", _light),
        Entry("copy", lambda c: _copy(c) & no(_light(c)) & no(who.perhaps_welsh(c)), (COPY_ABOVE,)),
        Entry("copy_light_touch", lambda c: _copy(c) & _light(c) & no(who.perhaps_welsh(c)), (COPY_ABOVE,)),
        Entry("copy_perhaps_welsh", lambda c: _copy(c) & who.perhaps_welsh(c), (COPY_ABOVE,)),
    ),
    figures=(*FIGURES, COPY_ABOVE),
)
