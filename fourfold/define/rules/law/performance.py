"""Procurement Act 2023, section 71: assess the indicators every year, and publish poor performance."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import indicators
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Regime
from fourfold.define.rules.law.figures import INDICATORS_ABOVE
from fourfold.define.rules.law.public_contract import FIGURES, PUBLIC_CONTRACT
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, Step, Truth, yes
from fourfold.ground.kernel.said import say


def _indicators(c: Contract) -> Truth:
    return c.answered(indicators.KEY, Answer.APPLIES)


RULE: Final = LawRule(
    key="contract-performance",
    steps=(
        Step(
            when=lambda c: c.under(Regime.LIGHT_TOUCH),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "Light touch contracts have no indicators to assess, and no notice of poor performance."
            ),
            relies_on=("poor_performance",),
        ),
        *PUBLIC_CONTRACT,
        Step(
            when=_indicators,
            answer=Answer.APPLIES,
            says=say(
                "The authority assesses performance against the indicators at least every 12 months and when the "
                "contract ends, and publishes each rating; and a breach or poor performance within 30 days."
            ),
            relies_on=("assessment", "ratings", "poor_performance"),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "There are no indicators to assess. A breach or poor performance is published within 30 days all the same."
            ),
            relies_on=("poor_performance",),
        ),
    ),
    records=(Entry("assessment", _indicators), Entry("poor_performance")),
    figures=(*FIGURES, INDICATORS_ABOVE),
)
