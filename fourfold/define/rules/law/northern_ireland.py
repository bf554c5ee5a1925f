"""Northern Ireland's PPN 01/21: at least a tenth of the award criteria for social value."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Kind, MainPart, Route
from fourfold.define.rules.law.figures import NI_CONSTRUCTION_ABOVE, NI_SERVICES_ABOVE
from fourfold.define.rules.law.public_contract import NOTHING_BOUGHT, unread, works
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, OneContract, Step, Truth, no, yes
from fourfold.ground.kernel.said import say


def _exceeds(c: Contract) -> Truth:
    high = works(c) | c.mainly(MainPart.NOT_SAID)
    return (high & c.exceeds(NI_CONSTRUCTION_ABOVE)) | (no(high) & c.exceeds(NI_SERVICES_ABOVE))


def _figure(c: Contract) -> tuple[str, ...]:
    return (NI_CONSTRUCTION_ABOVE,) if works(c) else (NI_SERVICES_ABOVE,)


def _words(c: OneContract) -> str:
    return say(
        "The value is {value}; the weighting is for contracts above {figure}.",
        value=c.value_words(),
        figure=c.compared_words(_figure(c)[0]),
    )


RULE: Final = LawRule(
    key="northern-ireland-ppn-01-21",
    steps=(
        Step(
            when=lambda c: no(who.northern_irish(c)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("It is for public bodies in Northern Ireland."),
            relies_on=("who",),
        ),
        NOTHING_BOUGHT,
        Step(
            when=lambda c: (
                no(works(c)) & no(c.exceeds(NI_SERVICES_ABOVE))
                | works(c) & no(c.exceeds(NI_CONSTRUCTION_ABOVE))
            ),
            answer=Answer.DOES_NOT_APPLY,
            says=_words,
            otherwise=_words,
            relies_on=("weighting",),
            figures=_figure,
        ),
        Step(
            when=lambda c: (
                no(_exceeds(c))
                | c.buys(Kind.GOODS)
                | c.mainly(MainPart.GOODS)
                | c.through(Route.CALL_OFF)
                | unread(c)
            ),
            answer=Answer.UNCERTAIN,
            says=say(
                "The page that was read names contracts for services and for construction. How goods, call-offs, "
                "concessions and mixed contracts are treated was not read."
            ),
            relies_on=("weighting",),
        ),
        Step(
            when=lambda c: no(c.by(Authority.NI_DEPARTMENT)),
            answer=Answer.UNCERTAIN,
            says=say(
                "The note binds departments and their bodies. Whether this authority is one of them, or follows "
                "the note of its own accord as others do, is not among the facts."
            ),
            relies_on=("who", "others"),
        ),
        Step(
            when=yes,
            answer=Answer.APPLIES,
            says=say(
                "At least 10% of the total award criteria are for social value; fair work terms are in the "
                "contract, and paying the Living Wage is a condition."
            ),
            relies_on=("weighting", "fair_work"),
        ),
    ),
    records=(Entry("criteria"), Entry("terms")),
    figures=(NI_SERVICES_ABOVE, NI_CONSTRUCTION_ABOVE),
)
