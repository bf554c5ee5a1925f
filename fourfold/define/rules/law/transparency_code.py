"""Local Government Transparency Code 2015: contracts, spending and grants, published by councils in England."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.figures import CODE_CONTRACTS_ABOVE
from fourfold.define.rules.law.public_contract import NOTHING_BOUGHT
from fourfold.define.rules.law.steps import Entry, LawRule, OneContract, Step, no, yes
from fourfold.ground.kernel.said import say


def _value(c: OneContract) -> str:
    return say(
        "The value is {value}; the Code lists contracts above {figure}.",
        value=c.value_words(),
        figure=c.compared_words(CODE_CONTRACTS_ABOVE),
    )


RULE: Final = LawRule(
    key="transparency-code-2015",
    steps=(
        Step(
            when=lambda c: no(who.english(c) & c.by(*who.COUNCILS)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("The Code is for local authorities in England."),
            otherwise=say("It is a local authority in England."),
            relies_on=("who",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: c.falls_short(CODE_CONTRACTS_ABOVE),
            answer=Answer.DOES_NOT_APPLY,
            says=_value,
            relies_on=("contracts",),
            figures=(CODE_CONTRACTS_ABOVE,),
        ),
        Step(
            when=lambda c: no(c.exceeds(CODE_CONTRACTS_ABOVE)),
            answer=Answer.UNCERTAIN,
            says=lambda c: say(
                "{value} It is close to that sum, so that the answer hangs on VAT or on the penny.",
                value=_value(c),
            ),
            otherwise=_value,
            relies_on=("contracts",),
            figures=(CODE_CONTRACTS_ABOVE,),
        ),
        Step(
            when=lambda c: c.by(Authority.PARISH),
            answer=Answer.UNCERTAIN,
            says=say(
                "It binds parish councils whose yearly income or expenditure exceeds £200,000; the rest are "
                "outside. That is not among the facts."
            ),
            relies_on=("parishes",),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "The authority publishes the invitation to tender and the contract every quarter, with each item "
                "of spending above £500; and every year its grants to voluntary, community and social "
                "enterprises."
            ),
            relies_on=("contracts", "one_month", "grants"),
        ),
    ),
    records=(Entry("tenders"), Entry("contracts"), Entry("spending"), Entry("grants")),
    figures=(CODE_CONTRACTS_ABOVE,),
)
