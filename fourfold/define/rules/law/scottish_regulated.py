"""What the Scottish rules ask first: a Scottish authority, and a contract at or above the Scottish Act's own thresholds."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import MainPart, Route
from fourfold.define.rules.law.figures import SCOTTISH_CONTRACTS_FROM, SCOTTISH_WORKS_FROM
from fourfold.define.rules.law.public_contract import NOTHING_BOUGHT, unread, works
from fourfold.define.rules.law.steps import Contract, OneContract, Step, Truth, no
from fourfold.ground.kernel.said import say

DUTY: Final = "scotland-sustainable-procurement"
FIGURES: Final = (SCOTTISH_CONTRACTS_FROM, SCOTTISH_WORKS_FROM)


def reaches(c: Contract) -> Truth:
    high = works(c) | c.mainly(MainPart.NOT_SAID)
    return (high & c.reaches(SCOTTISH_WORKS_FROM)) | (no(high) & c.reaches(SCOTTISH_CONTRACTS_FROM))


def falls_short(c: Contract) -> Truth:
    return (works(c) & c.falls_short(SCOTTISH_WORKS_FROM)) | (
        no(works(c)) & c.falls_short(SCOTTISH_CONTRACTS_FROM)
    )


def figures_of(c: OneContract) -> tuple[str, ...]:
    if works(c):
        return (SCOTTISH_WORKS_FROM,)
    return FIGURES if c.mainly(MainPart.NOT_SAID) else (SCOTTISH_CONTRACTS_FROM,)


def _words(c: OneContract) -> str:
    return say(
        "The value is {value}; contracts are regulated from {figure}.",
        value=c.value_words(),
        figure=say(
            "{contracts}, and works from {works}",
            contracts=c.compared_words(SCOTTISH_CONTRACTS_FROM),
            works=c.compared_words(SCOTTISH_WORKS_FROM),
        ),
    )


SCOTTISH: Final = Step(
    when=lambda c: no(who.scottish(c)),
    answer=Answer.DOES_NOT_APPLY,
    says=say("It is for Scottish authorities, whose functions do not relate to reserved matters."),
    otherwise=say("The authority works in Scotland, and is taken to have no reserved functions."),
    relies_on=(f"{DUTY}/who",),
)

REGULATED: Final = (
    SCOTTISH,
    NOTHING_BOUGHT,
    Step(
        when=lambda c: c.through(Route.CALL_OFF) | unread(c),
        answer=Answer.UNCERTAIN,
        says=say(
            "How the Scottish Act treats call-offs, concessions, utilities, and defence contracts was not read."
        ),
        relies_on=(f"{DUTY}/thresholds",),
    ),
    Step(
        when=falls_short,
        answer=Answer.DOES_NOT_APPLY,
        says=_words,
        relies_on=(f"{DUTY}/thresholds",),
        figures=figures_of,
    ),
    Step(
        when=lambda c: no(reaches(c)),
        answer=Answer.UNCERTAIN,
        says=lambda c: say("{words} Whether this one is hangs on VAT or on its main part.", words=_words(c)),
        otherwise=_words,
        relies_on=(f"{DUTY}/thresholds",),
        figures=figures_of,
    ),
)
