"""Social Partnership and Public Procurement (Wales) Act 2023, section 24: socially responsible procurement."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
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
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, Step, Truth, no, yes
from fourfold.define.rules.law.wales_future_generations import NOT_WELSH
from fourfold.ground.kernel.said import say

KEY: Final = "wales-socially-responsible-procurement"


def _prescribed(c: Contract) -> Truth:
    return reaches(c) & no(unread(c))


RULE: Final = LawRule(
    key=KEY,
    steps=(
        NOT_WELSH,
        NOTHING_BOUGHT,
        Step(
            when=who.perhaps_welsh,
            answer=Answer.UNCERTAIN,
            says=say(
                "It binds the devolved Welsh authorities that the Act lists. If this is one, ask again as a "
                "devolved Welsh authority."
            ),
            otherwise=say("The authority is taken to be one of those that the Act lists."),
            relies_on=("duty",),
        ),
        Step(
            when=unread,
            answer=Answer.APPLIES,
            says=say(
                "The authority must seek to improve economic, social, environmental and cultural well-being by "
                "its procurement. Whether this is a prescribed contract, for which all reasonable steps are "
                "asked, hangs on a threshold that was not read."
            ),
            relies_on=("duty", "prescribed"),
        ),
        Step(
            when=falls_short,
            answer=Answer.APPLIES,
            says=lambda c: say(
                "{below} The authority must seek to improve economic, social, environmental and cultural "
                "well-being by its procurement as a whole; this is no prescribed contract, for which all "
                "reasonable steps are asked.",
                below=below(c),
            ),
            relies_on=("duty", "prescribed"),
            figures=thresholds,
        ),
        Step(
            when=lambda c: no(reaches(c)),
            answer=Answer.APPLIES,
            says=lambda c: say(
                "{between} The authority must seek to improve economic, social, environmental and cultural "
                "well-being; whether all reasonable steps are asked hangs on that.",
                between=between(c),
            ),
            relies_on=("duty", "prescribed"),
            figures=thresholds,
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=lambda c: say(
                "{above} This is a prescribed contract, unless it is one that the regulations leave out: the "
                "authority must take all reasonable steps to meet its objectives for economic, social, "
                "environmental and cultural well-being, in proportion.",
                above=at_or_above(c),
            ),
            relies_on=("duty", "prescribed"),
            figures=thresholds,
        ),
    ),
    records=(
        Entry("objectives"),
        Entry("register", _prescribed),
        Entry("report", lambda c: c.in_force(KEY, "annual_report")),
    ),
    figures=FIGURES,
)
