"""The worked examples of the law: facts, what each rule named answers, and why, as a lawyer reads them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.rules.law.answers import Ruling
from fourfold.define.rules.law.days import last_checked
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import Facts
from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName, scenario_rule
from fourfold.define.rules.law.typed_facts import read_facts

FOLDER = Path(__file__).parents[3] / "worked_examples" / "law"
# Figures on days on which no rule compares anything with them.
FIGURES_ALONE = "figures_alone"
FILES = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))
}
EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    (name, example) for name, examples in FILES.items() if name != FIGURES_ALONE for example in examples
]
# So that reading the law again moves a day in its file and in no example.
BY_LAST_CHECK = {"last check": 0, "day after last check": 1}


def read(facts: dict[str, Any], day: date | None = None) -> tuple[Facts, str]:
    """The facts of an example, and its scenario. YAML reads `on` as yes, so that the day is `day` there."""
    typed = {"on" if name == "day" else name: str(value) for name, value in facts.items()}
    scenario = typed.pop("scenario", "")
    if day is not None:
        typed["on"] = day.isoformat()
    return read_facts(typed), scenario


@cache
def ruled(place: int) -> dict[str, tuple[Facts, Ruling]]:
    """Of the example at that place, by the name of each rule named: the facts that it was asked, and its ruling."""
    example = EXAMPLES[place][1]
    after = BY_LAST_CHECK.get(example["facts"]["day"])
    found = {}
    for rule in example["answers"]:
        day = (
            None
            if after is None
            else checked(rule, example["facts"].get("scenario", "")) + timedelta(days=after)
        )
        facts, scenario = read(example["facts"], day)
        found[rule] = (facts, _rulings(facts, scenario)[rule])
    return found


def checked(rule: str, scenario: str) -> date:
    """The last day for which that rule is known, with every figure that it compares with."""
    for each in RULES:
        if each.key == rule:
            return last_checked(each, the_law())
    return last_checked(scenario_rule(SCENARIOS[ScenarioName(scenario)]), the_law())


@cache
def _rulings(facts: Facts, scenario: str) -> dict[str, Ruling]:
    found = rulings_on(facts, SCENARIOS[ScenarioName(scenario)] if scenario else None)
    return {each.rule: each for each in found}
