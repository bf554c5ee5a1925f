"""Of what is above the threshold: what nobody can answer from the facts or from what was read. Each says what would settle it."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import services_threshold, who
from fourfold.define.rules.law.facts import MainPart, Regime
from fourfold.define.rules.law.figures import SERVICES_SUB_CENTRAL
from fourfold.define.rules.law.services_threshold import thresholds
from fourfold.define.rules.law.social_value_act.wordings import (
    KEY,
    REGULATIONS_2006,
    REGULATIONS_2015,
    SCHEDULE_3,
    UNSURE,
    under,
)
from fourfold.define.rules.law.steps import Contract, Step, Truth, no
from fourfold.ground.kernel.said import say


def _net_of_vat(c: Contract) -> Truth:
    """Schedule 3 services while the Act said "net of value-added tax" and the thresholds were with VAT."""
    return (
        c.under(Regime.LIGHT_TOUCH)
        & under(c, SCHEDULE_3)
        & c.in_force(KEY, "thresholds_with_vat")
        & no(services_threshold.reaches_without_vat(c))
    )


WHAT_IS_OPEN: Final = (
    Step(
        when=who.perhaps_welsh,
        answer=UNSURE,
        says=say(
            "In Wales the Act binds those whose functions are not wholly or mainly devolved. Most councils, schools, "
            "landlords and NHS bodies there are devolved. If this one is, ask again as a devolved Welsh authority, "
            "and the Act does not apply; if not, it does."
        ),
        relies_on=("wales",),
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
)
