"""Public Services (Social Value) Act 2012, section 1: the duty to consider social value before buying services.

Read in the order of `RULE`: who is bound, what is bought, how much it is worth, what is open, and the duty.
"""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.figures import SERVICES_CENTRAL, SERVICES_SUB_CENTRAL
from fourfold.define.rules.law.social_value_act.duty import DUTY
from fourfold.define.rules.law.social_value_act.how_much import HOW_MUCH
from fourfold.define.rules.law.social_value_act.what_is_bought import WHAT
from fourfold.define.rules.law.social_value_act.what_is_open import WHAT_IS_OPEN
from fourfold.define.rules.law.social_value_act.who_is_bound import WHO
from fourfold.define.rules.law.social_value_act.wordings import KEY
from fourfold.define.rules.law.steps import Entry, LawRule

__all__ = ("KEY", "RULE")

RULE: Final = LawRule(
    key=KEY,
    steps=(*WHO, *WHAT, *HOW_MUCH, *WHAT_IS_OPEN, *DUTY),
    records=(Entry("consideration"), Entry("consultation"), Entry("urgency")),
    figures=(SERVICES_CENTRAL, SERVICES_SUB_CENTRAL),
)
