"""Procurement Policy Note 001: targets for spend with small and medium-sized and with social enterprises."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = "ppn-001"
RULE: Final = LawRule(
    key=KEY,
    steps=(
        Step(
            when=lambda c: no(c.by(Authority.CENTRAL)),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The targets are for central government; NHS trusts and devolved bodies are left out, and no "
                "other authority is named."
            ),
            otherwise=say("The authority belongs to central government."),
            relies_on=("who",),
        ),
        Step(
            when=lambda c: c.in_force(KEY, "social_enterprises"),
            answer=Answer.APPLIES,
            says=say(
                "The authority has three-year targets for spend with small and medium-sized enterprises and "
                "two-year targets for voluntary, community and social enterprises, and reports on them every "
                "year. They are of all its spend, not of one contract."
            ),
            relies_on=("small_and_medium", "social_enterprises"),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority has three-year targets for spend with small and medium-sized enterprises and "
                "reports on them every year; those for voluntary, community and social enterprises begin on 1 "
                "April 2026. They are of all its spend, not of one contract."
            ),
            relies_on=("small_and_medium",),
        ),
    ),
    records=(Entry("report"),),
)
