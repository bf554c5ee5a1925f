"""Social Partnership and Public Procurement (Wales) Act 2023: social public works clauses in major construction."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Kind, MainPart
from fourfold.define.rules.law.figures import WELSH_CONSTRUCTION_FROM
from fourfold.define.rules.law.public_contract import works
from fourfold.define.rules.law.steps import Entry, LawRule, OneContract, Step, no, yes
from fourfold.define.rules.law.wales_future_generations import NOT_WELSH
from fourfold.ground.kernel.said import say


def _words(c: OneContract) -> str:
    return say(
        "The value is {value}; construction is major from {figure}.",
        value=c.value_words(),
        figure=c.compared_words(WELSH_CONSTRUCTION_FROM),
    )


RULE: Final = LawRule(
    key="wales-social-public-works",
    steps=(
        NOT_WELSH,
        Step(
            when=lambda c: no(works(c) | c.mainly(MainPart.NOT_SAID)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("It is for construction."),
            relies_on=("clauses",),
        ),
        Step(
            when=lambda c: c.falls_short(WELSH_CONSTRUCTION_FROM),
            answer=Answer.DOES_NOT_APPLY,
            says=_words,
            otherwise=_words,
            relies_on=("clauses",),
            figures=(WELSH_CONSTRUCTION_FROM,),
        ),
        Step(
            when=lambda c: who.perhaps_welsh(c) | c.buys(Kind.MIXED) & c.mainly(MainPart.NOT_SAID),
            answer=Answer.UNCERTAIN,
            says=say(
                "It hangs on whether the authority is a devolved Welsh one that the Act lists, and whether works "
                "are the main part."
            ),
            relies_on=("clauses",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The contract carries social public works clauses, and they are passed on to sub-contractors."
            ),
            relies_on=("clauses",),
        ),
    ),
    records=(Entry("clauses"),),
    figures=(WELSH_CONSTRUCTION_FROM,),
)
