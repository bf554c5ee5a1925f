"""Every rule, held to examples that a lawyer can read: facts, the answer expected, and why."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.define.queries.law import the_law
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.one import One
from tests.define.rules.law.examples import EXAMPLES, FIGURES_ALONE, FILES, read, ruled


@pytest.mark.parametrize(
    "place",
    range(len(EXAMPLES)),
    ids=[f"{name}: {each['case']}" for name, each in EXAMPLES],
)
def test_the_worked_examples(place: int) -> None:
    example = EXAMPLES[place][1]
    found = {rule: ruling for rule, (_, ruling) in ruled(place).items()}
    for rule, answer in example["answers"].items():
        told = [str(reason.says) for reason in found[rule].reasons]
        assert found[rule].answer == answer, (rule, example["why"], told)
    for rule, records in example.get("to_record", {}).items():
        assert [each.what for each in found[rule].to_record] == records, (rule, example["why"])


@pytest.mark.parametrize("example", FILES[FIGURES_ALONE], ids=lambda each: each["case"])
def test_the_figures_that_no_rule_compares_with(example: dict[str, Any]) -> None:
    facts, _ = read(example["facts"])
    one = One(facts, the_law(), {})
    said = {
        "below": one.falls_short(example["figure"]),
        "at or above": one.reaches(example["figure"]),
        "no figure": one.figure(example["figure"]) is None,
    }
    assert [word for word, holds in said.items() if holds] == [example["is"]], example["why"]


def test_every_rule_has_examples_of_its_answers() -> None:
    named = {rule for _, example in EXAMPLES for rule in example["answers"]}
    assert {each.key for each in RULES} - named == set()
    assert len({example["case"] for _, example in EXAMPLES}) >= 60
