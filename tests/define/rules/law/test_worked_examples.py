"""Every rule, held to examples that a lawyer can read: facts, the answer expected, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.define.queries.law import rulings_on
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName
from fourfold.define.rules.law.typed_facts import read_facts

FOLDER = Path(__file__).parents[3] / "worked_examples" / "law"
EXAMPLES = [
    (file.stem, example)
    for file in sorted(FOLDER.glob("*.yaml"))
    for example in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    "example",
    [example for _, example in EXAMPLES],
    ids=[f"{name}: {each['case']}" for name, each in EXAMPLES],
)
def test_the_worked_examples(example: dict[str, Any]) -> None:
    facts = {"on" if name == "day" else name: value for name, value in example["facts"].items()}
    scenario = facts.pop("scenario", "")
    found = {
        each.rule: each
        for each in rulings_on(
            read_facts({name: str(value) for name, value in facts.items()}),
            SCENARIOS[ScenarioName(scenario)] if scenario else None,
        )
    }
    for rule, answer in example["answers"].items():
        told = [str(reason.says) for reason in found[rule].reasons]
        assert found[rule].answer == answer, (rule, example["why"], told)


def test_every_rule_has_examples_of_its_answers() -> None:
    named = {rule for _, example in EXAMPLES for rule in example["answers"]}
    assert {each.key for each in RULES} - named == set()
    assert len({example["case"] for _, example in EXAMPLES}) >= 60
