"""What is left is bound: to consider, before it begins, well-being, proportion, and whether to consult."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Regime
from fourfold.define.rules.law.steps import Step, yes
from fourfold.ground.kernel.said import say

DUTY: Final = (
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
