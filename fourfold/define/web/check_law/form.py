from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName
from fourfold.define.web.facts_form import FactsForm, radios
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.define.rules.law.scenarios import Scenario


class ContractForm(FactsForm):
    """The facts of one contract, and what if the Act reached further. All of it stands in the address."""

    scenario = radios(
        say("What if the Social Value Act reached further?"),
        [
            ("", say("Only the law as it is")),
            *((each.name.value, each.title) for each in SCENARIOS.values()),
        ],
        required=False,
        help_text=say("Adds an answer that is hypothetical and not law."),
    )

    @property
    def chosen_scenario(self) -> Scenario | None:
        name = self.cleaned_data["scenario"]
        return SCENARIOS[ScenarioName(name)] if name else None
