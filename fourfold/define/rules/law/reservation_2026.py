"""The Order of 2026 that lets councils in England reserve below-threshold competitions to UK or local suppliers."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Route
from fourfold.define.rules.law.public_contract import (
    FIGURES,
    NOTHING_BOUGHT,
    at_or_above,
    below,
    between,
    falls_short,
    reaches,
    thresholds,
    unread,
)
from fourfold.define.rules.law.steps import Entry, LawRule, Step, no, yes
from fourfold.ground.kernel.said import say

RULE: Final = LawRule(
    key="below-threshold-reservation",
    steps=(
        Step(
            when=lambda c: no(who.english(c) & c.by(*who.COUNCILS)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("The Order is for best value authorities and parish councils in England alone."),
            otherwise=say("It is a best value authority or a parish council in England."),
            relies_on=("who",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: c.through(Route.CALL_OFF),
            answer=Answer.UNCERTAIN,
            says=say(
                "Whether a competition among the suppliers of a framework can be reserved was not read."
            ),
            relies_on=("what",),
        ),
        Step(
            when=unread,
            answer=Answer.UNCERTAIN,
            says=say(
                "The threshold for concessions, utilities, and defence and security contracts was not read. If "
                "the contract is below it, the competition may be reserved."
            ),
            relies_on=("what",),
        ),
        Step(
            when=reaches,
            answer=Answer.DOES_NOT_APPLY,
            says=at_or_above,
            relies_on=("what",),
            figures=thresholds,
        ),
        Step(
            when=lambda c: no(falls_short(c)),
            answer=Answer.UNCERTAIN,
            says=between,
            otherwise=below,
            relies_on=("what",),
            figures=thresholds,
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority may reserve the competition to suppliers in the United Kingdom or in a local area "
                "that it defines: its own, or that with bordering counties or London boroughs; to small and "
                "medium-sized enterprises or voluntary, community and social enterprises alone as well. It need "
                "not."
            ),
            relies_on=("what", "area"),
        ),
    ),
    records=(Entry("advertisement"),),
    figures=FIGURES,
)
