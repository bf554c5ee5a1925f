"""Procurement Policy Note 06/20: social value in the award of central government contracts, by the model of 2020."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Route
from fourfold.define.rules.law.public_contract import FIGURES, NOTHING_BOUGHT, VALUE, unread
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = "ppn-06-20"
RULE: Final = LawRule(
    key=KEY,
    steps=(
        Step(
            when=lambda c: no(c.by(Authority.CENTRAL)),
            answer=Answer.DOES_NOT_APPLY,
            says=say(
                "The note is for central departments, executive agencies and non-departmental public bodies."
            ),
            otherwise=say(
                "The authority is a central department, an executive agency or a non-departmental public body."
            ),
            relies_on=("who",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: c.through(Route.CALL_OFF) | unread(c),
            answer=Answer.UNCERTAIN,
            says=say(
                "How the note treats call-offs, concessions, utilities, and defence and security contracts was not read."
            ),
            relies_on=("what",),
        ),
        *VALUE,
        Step(
            when=lambda c: c.in_force(KEY, "transition"),
            answer=Answer.APPLIES,
            says=say(
                "Social value must be evaluated explicitly with at least 10% of the total score, unless the "
                "procurement uses PPN 002 already, which could take its place from 24 February 2025."
            ),
            relies_on=("weighting", "transition"),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "Social value must be evaluated explicitly, not only considered, with at least 10% of the total "
                "score, by the themes and outcomes of the model."
            ),
            relies_on=("weighting",),
        ),
    ),
    records=(Entry("criteria"),),
    figures=FIGURES,
)
