"""Then how much it is worth: the ordinary threshold for services of the authority's own kind, for light touch too."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.services_threshold import (
    at_or_above,
    below,
    between,
    falls_short,
    reaches,
    thresholds,
)
from fourfold.define.rules.law.social_value_act.wordings import KEY, NO, REGULATIONS_2015, UNSURE, under
from fourfold.define.rules.law.steps import Step, no
from fourfold.ground.kernel.said import say

HOW_MUCH: Final = (
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
)
