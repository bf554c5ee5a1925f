"""Procurement Policy Note 002: social value in the award of central government contracts, by the model of 2025."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Regime, Route
from fourfold.define.rules.law.public_contract import FIGURES, NOTHING_BOUGHT, VALUE, unread
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = "ppn-002"
RULE: Final = LawRule(
    key=KEY,
    steps=(
        Step(
            when=lambda c: c.by(Authority.PRIVATE_UTILITY) | c.under(Regime.DEFENCE),
            answer=Answer.DOES_NOT_APPLY,
            says=say("Private utilities, and defence and security contracts, are left out."),
            relies_on=("left_out",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: who.scottish(c) | c.by(Authority.WELSH_DEVOLVED) | who.northern_irish(c),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The note is for the United Kingdom’s central government; this nation has rules of its own."
            ),
            relies_on=("who",),
        ),
        Step(
            when=lambda c: no(c.by(Authority.CENTRAL)),
            answer=Answer.GOOD_PRACTICE,
            says=say(
                "The note binds central departments, agencies and non-departmental public bodies. Others may adopt it."
            ),
            otherwise=say(
                "The authority is a central department, an executive agency or a non-departmental public body."
            ),
            relies_on=("who", "others"),
        ),
        Step(
            when=lambda c: c.through(Route.CALL_OFF) | unread(c),
            answer=Answer.UNCERTAIN,
            says=say("How the note treats call-offs, concessions and utilities contracts was not read."),
            relies_on=("who",),
        ),
        *VALUE,
        Step(
            when=lambda c: no(c.in_force(KEY, "mandatory")),
            answer=Answer.GOOD_PRACTICE,
            says=say(
                "On that day the note could be used in place of PPN 06/20 and did not have to be: it is "
                "mandatory from 1 October 2025."
            ),
            relies_on=("usable",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Social value must be evaluated with at least 10% of the total score, or of the quality score "
                "where price per quality point is used: outcomes of the model that are related and proportionate "
                "to the contract, its model question and its criteria, with one of its standard metrics where "
                "its kind is chosen."
            ),
            relies_on=("mandatory", "weighting", "menu"),
        ),
    ),
    records=(Entry("criteria"), Entry("metrics")),
    figures=FIGURES,
)
