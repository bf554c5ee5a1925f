"""The four wordings of the value test, by the names that they have in the dated text."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.steps import Contract, Truth

KEY: Final = who.SOCIAL_VALUE_ACT
NO, UNSURE = Answer.DOES_NOT_APPLY, Answer.UNCERTAIN

REGULATIONS_2006: Final = "regulations_2006"
REGULATIONS_2015: Final = "regulations_2015"
SCHEDULE_3: Final = "schedule_3_services"
ACT_2023: Final = "procurement_act_2023"


def under(c: Contract, period: str) -> Truth:
    """Which wording of the value test held on the day."""
    return c.in_force(KEY, period)
