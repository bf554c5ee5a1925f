"""Public Services (Social Value) Act 2012, section 1: the duty to consider social value before buying services."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import services_threshold, who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Kind, MainPart, Nation, Regime, Route
from fourfold.define.rules.law.figures import SERVICES_CENTRAL, SERVICES_SUB_CENTRAL
from fourfold.define.rules.law.services_threshold import (
    at_or_above,
    below,
    between,
    falls_short,
    reaches,
    thresholds,
)
from fourfold.define.rules.law.steps import Contract, Entry, LawRule, Step, Truth, no, yes
from fourfold.ground.kernel.said import say

KEY: Final = who.SOCIAL_VALUE_ACT
NO, UNSURE = Answer.DOES_NOT_APPLY, Answer.UNCERTAIN

REGULATIONS_2006, REGULATIONS_2015, SCHEDULE_3, ACT_2023 = (
    "regulations_2006",
    "regulations_2015",
    "schedule_3_services",
    "procurement_act_2023",
)


def under(c: Contract, period: str) -> Truth:
    """Which wording of the value test held on the day."""
    return c.in_force(KEY, period)


def _net_of_vat(c: Contract) -> Truth:
    """Schedule 3 services while the Act said "net of value-added tax" and the thresholds were with VAT."""
    return (
        c.under(Regime.LIGHT_TOUCH)
        & under(c, SCHEDULE_3)
        & c.in_force(KEY, "thresholds_with_vat")
        & no(services_threshold.reaches_without_vat(c))
    )


_WHO = (
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

_WHAT = (
    Step(
        when=lambda c: c.buys(Kind.PLANNING, Kind.ASSET_DISPOSAL),
        answer=NO,
        says=say("Nothing is bought: the Act is about procuring services."),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.buys(Kind.GOODS, Kind.WORKS),
        answer=NO,
        says=say(
            "Goods alone and works alone are outside: the Act is about services, or services with them."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.mainly(MainPart.GOODS, MainPart.WORKS),
        answer=NO,
        says=say(
            "Services are the lesser part, so that this is no public services contract, and no framework for them."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.through(Route.CALL_OFF),
        answer=NO,
        says=say(
            "A contract based on a framework is outside: social value was to be considered before the framework was concluded."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.under(Regime.CONCESSION, Regime.UTILITIES, Regime.DEFENCE) & under(c, ACT_2023),
        answer=NO,
        says=say("Concessions, utilities contracts, and defence and security contracts are outside."),
        otherwise=say("What is bought is not of a kind that the Act leaves out."),
        relies_on=("what",),
    ),
)

_HOW_MUCH = (
    Step(
        when=lambda c: falls_short(c) & no(under(c, REGULATIONS_2015)),
        answer=NO,
        says=below,
        relies_on=("value",),
        figures=thresholds,
    ),
    Step(
        when=falls_short,
        answer=UNSURE,
        says=lambda c: say(
            "{below} From {day} to 17 April 2016 the Act no longer named the threshold itself; how it was worded "
            "then was not read.",
            below=below(c),
            day=c.day_of(KEY, REGULATIONS_2015),
        ),
        relies_on=(REGULATIONS_2015,),
        figures=thresholds,
    ),
    Step(
        when=lambda c: no(reaches(c)),
        answer=UNSURE,
        says=between,
        otherwise=at_or_above,
        relies_on=("value",),
        figures=thresholds,
    ),
    Step(
        when=lambda c: c.under(Regime.CONCESSION, Regime.UTILITIES, Regime.DEFENCE),
        answer=UNSURE,
        says=say(
            "Whether the Act reached concessions, utilities contracts, or defence and security contracts before "
            "24 February 2025 was not read."
        ),
        relies_on=("what",),
    ),
    Step(
        when=lambda c: c.mainly(MainPart.NOT_SAID),
        answer=UNSURE,
        says=say(
            "Whether services are the main part was not said. If they are, the Act applies; if goods or works are, it does not."
        ),
        relies_on=("what",),
    ),
    Step(
        when=who.health_care,
        answer=UNSURE,
        says=say(
            "Health care services under the Provider Selection Regime are outside procurement law, but the Act "
            "speaks of them even though that law does not apply. Whether it binds here is open: take legal "
            "advice."
        ),
        relies_on=("regulated_health", "provider_selection_regime"),
    ),
    Step(
        when=who.perhaps_health_care,
        answer=UNSURE,
        says=say(
            "An NHS body buys light touch services. If they are health care services under the Provider "
            "Selection Regime, whether the Act binds is open: take legal advice. If they are not, say so and ask "
            "again."
        ),
        relies_on=("regulated_health", "provider_selection_regime"),
    ),
    Step(
        when=lambda c: c.under(Regime.LIGHT_TOUCH) & under(c, REGULATIONS_2015),
        answer=UNSURE,
        says=say(
            "Whether the Act reached light touch services below the Regulations’ own, higher threshold between "
            "26 February 2015 and 17 April 2016 was not read."
        ),
        relies_on=(REGULATIONS_2015,),
    ),
    Step(
        when=lambda c: (
            c.under(Regime.LIGHT_TOUCH)
            & under(c, REGULATIONS_2006)
            & who.central(c)
            & no(c.reaches(SERVICES_SUB_CENTRAL))
        ),
        answer=UNSURE,
        says=say(
            "The threshold of Part B services was read as that of sub-central authorities. Whether central "
            "government’s lower one counted for them was not read."
        ),
        relies_on=("part_b",),
        figures=(SERVICES_SUB_CENTRAL,),
    ),
    Step(
        when=_net_of_vat,
        answer=UNSURE,
        says=say(
            "With VAT the value reaches the threshold and without VAT it does not. From 1 January 2022 "
            "thresholds were with VAT, while the Act’s words for these services still said “net of value-added "
            "tax”."
        ),
        relies_on=(SCHEDULE_3, "thresholds_with_vat"),
        figures=thresholds,
    ),
    Step(
        when=lambda c: c.under(Regime.LIGHT_TOUCH),
        answer=Answer.APPLIES,
        says=say(
            "Light touch services are compared with the ordinary threshold for services, not with the higher one "
            "of light touch contracts. The authority must consider how what it buys might improve the economic, "
            "social and environmental well-being of its area, how the procurement might help to secure that, and "
            "whether to consult."
        ),
        relies_on=("duty", "light_touch"),
    ),
    Step(
        when=yes,
        answer=Answer.APPLIES,
        says=say(
            "The authority must consider how what it buys might improve the economic, social and environmental "
            "well-being of its area, how the procurement might help to secure that, and whether to consult."
        ),
        relies_on=("duty", "proportion"),
    ),
)

_WALES = Step(
    when=who.perhaps_welsh,
    answer=UNSURE,
    says=say(
        "In Wales the Act binds those whose functions are not wholly or mainly devolved. Most councils, schools, "
        "landlords and NHS bodies there are devolved. If this one is, ask again as a devolved Welsh authority, "
        "and the Act does not apply; if not, it does."
    ),
    relies_on=("wales",),
)

RULE: Final = LawRule(
    key=KEY,
    steps=(*_WHO, *_WHAT, *_HOW_MUCH[:3], _WALES, *_HOW_MUCH[3:]),
    records=(Entry("consideration"), Entry("consultation"), Entry("urgency")),
    figures=(SERVICES_CENTRAL, SERVICES_SUB_CENTRAL),
)
