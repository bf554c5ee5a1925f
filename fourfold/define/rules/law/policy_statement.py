"""Procurement Act 2023, section 13: regard to the National Procurement Policy Statement."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Route
from fourfold.define.rules.law.public_contract import COVERED, FIGURES, VALUE
from fourfold.define.rules.law.steps import Entry, LawRule, Step, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="national-procurement-policy-statement",
    steps=(
        Step(
            when=lambda c: c.by(Authority.PRIVATE_UTILITY) | c.through(Route.CALL_OFF),
            answer=Answer.DOES_NOT_APPLY,
            says=say("Private utilities are not asked for it, nor are call-offs under a framework."),
            relies_on=("left_out",),
        ),
        Step(
            when=lambda c: c.by(Authority.WELSH_DEVOLVED),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "Devolved Welsh authorities have regard to the Wales procurement policy statement under section 14 instead."
            ),
            relies_on=("left_out",),
        ),
        Step(
            when=who.northern_irish,
            answer=Answer.DOES_NOT_APPLY,
            says=say("Transferred Northern Ireland authorities are left out."),
            relies_on=("left_out",),
        ),
        *COVERED,
        *VALUE,
        Step(
            when=who.perhaps_welsh,
            answer=Answer.UNCERTAIN,
            says=say(
                "In Wales it is for those that are not devolved Welsh authorities. Most councils, schools, "
                "landlords and NHS bodies there are; if this one is, the Wales procurement policy statement "
                "takes its place."
            ),
            relies_on=("left_out",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority must have regard to the statement: spend with small and medium-sized enterprises "
                "and voluntary, community and social enterprises, good jobs, social and economic value for the "
                "missions and local growth plans, and commercial capability."
            ),
            relies_on=("duty", "statement"),
        ),
    ),
    records=(Entry("regard"),),
    figures=FIGURES,
)
