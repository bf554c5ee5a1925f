"""First the Social Value Act asks who buys: whom it does not bind is out, whatever is bought."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.facts import Authority, Nation
from fourfold.define.rules.law.social_value_act.wordings import ACT_2023, NO, UNSURE, under
from fourfold.define.rules.law.steps import Step
from fourfold.ground.kernel.said import say

WHO: Final = (
    Step(
        when=lambda c: (
            c.located(Nation.SCOTLAND, Nation.NORTHERN_IRELAND) | c.by(Authority.SCOTTISH, *who.NI)
        ),
        answer=NO,
        says=say("The Act extends to England and Wales alone."),
        otherwise=say("The authority works in England or Wales, to which the Act extends."),
        relies_on=("extent",),
    ),
    Step(
        when=lambda c: c.by(Authority.WELSH_DEVOLVED),
        answer=NO,
        says=say(
            "Its functions are wholly or mainly devolved to Wales: such authorities are not bound. Welsh law "
            "asks for more; see the Welsh rules."
        ),
        relies_on=("wales",),
    ),
    Step(
        when=lambda c: c.by(Authority.PRIVATE_UTILITY) & under(c, ACT_2023),
        answer=NO,
        says=say("A private utility buys under utilities contracts, which are outside."),
        relies_on=(ACT_2023,),
    ),
    Step(
        when=lambda c: c.by(Authority.PRIVATE_UTILITY),
        answer=UNSURE,
        says=say(
            "Whether a private utility was a contracting authority under the Regulations of that day was not read."
        ),
        relies_on=("who",),
    ),
)
