"""Which priorities a contract is asked for: by class, service and value, with the reason; fewer of a small contract."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.suggestions import (
    AskedWhere,
    ContractClass,
    ContractFacts,
    PriorityLine,
    Step,
    asks_more_of_the_small,
    bands,
    step_words,
    suggest,
)

EXAMPLES: dict[str, Any] = yaml.safe_load(
    Path(__file__)
    .parents[2]
    .joinpath("worked_examples", "suggested_priorities.yaml")
    .read_text(encoding="utf-8")
)
PRIORITIES = [PriorityLine(**each) for each in EXAMPLES["priorities"]]
LINES = [
    AskedWhere(ref, kind, Decimal(amount), service or None, "Parks" if service else "", "We said so.")
    for ref, kind, service, amount in EXAMPLES["lines"]
]
STEPS = [Step(Decimal(amount), None if most == "all" else int(most)) for amount, most in EXAMPLES["steps"]]


def facts(kind: str, amount: str | None, service: int | None = None) -> ContractFacts:
    return ContractFacts(kind, None if amount is None else Decimal(amount), service)


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda each: each["says"])
def test_worked_examples(example: dict[str, Any]) -> None:
    found = suggest(facts(**example["contract"]), priorities=PRIORITIES, lines=LINES, steps=STEPS)

    assert {each.ref: each.verdict.value for each in found} == example["verdicts"]


def test_each_verdict_says_why() -> None:
    found = suggest(facts("services", "310000", 7), priorities=PRIORITIES, lines=LINES, steps=STEPS)

    assert [each.reason for each in found] == [
        "Services, from £100,000: We said so",
        "Services: We said so",
        "In proportion: a contract of less than £1,000,000 is asked for at most 2",
    ]
    (work, _, air) = suggest(facts("services", None), priorities=PRIORITIES, lines=LINES, steps=STEPS)
    assert work.reason == "Depends on the value, which is not known yet: Services, from £100,000"
    assert air.reason == "Your policy does not ask for it in such a contract"


def test_the_line_of_the_service_gives_the_reason_before_that_of_the_class() -> None:
    both = [AskedWhere("air", "works", Decimal(0)), AskedWhere("air", "", Decimal(0), 7, "Parks")]
    (_, _, air) = suggest(facts("works", "1", 7), priorities=PRIORITIES, lines=both, steps=())
    assert air.reason == "Any contract for Parks"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(Decimal(0), 1), "The smallest contracts: at most 1"),
        (Step(Decimal(0), None), "The smallest contracts: as many as there are"),
        (Step(Decimal(100_000), 2), "From £100,000: at most 2"),
        (Step(Decimal("0.50"), None), "From £0.50: as many as there are"),
    ],
)
def test_a_step_in_words(step: Step, words: str) -> None:
    assert step_words(step) == words


def test_a_policy_that_says_nothing_of_contracts_suggests_nothing() -> None:
    assert suggest(facts("works", "1"), priorities=PRIORITIES, lines=(), steps=STEPS) == ()
    assert bands(PRIORITIES, (), STEPS) == ()


def test_the_bands_are_all_edges_with_what_each_class_is_asked_for() -> None:
    found = bands(PRIORITIES, LINES, STEPS)

    assert [band.words for band in found] == [
        "Less than £100,000",
        "From £100,000 to less than £250,000",
        "From £250,000 to less than £500,000",
        "From £500,000 to less than £1,000,000",
        "From £1,000,000 on",
    ]
    assert found[0].asked[ContractClass.WORKS] == ("Work",)
    assert found[-1].asked[ContractClass.WORKS] == ("Work", "Neighbours", "Cleaner air")


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([], False),
        ([(0, 1), (10, 2), (20, None)], False),
        ([(0, 2), (10, 1)], True),
        ([(10, 1), (0, None)], True),
        ([(0, 2), (10, 2)], False),
    ],
)
def test_a_ladder_that_asks_more_of_the_small_is_found(
    steps: list[tuple[int, int | None]], told: bool
) -> None:
    assert asks_more_of_the_small([Step(Decimal(amount), most) for amount, most in steps]) is told


amounts = st.integers(0, 2_000_000).map(Decimal)


@given(st.sampled_from(["services", "works", "goods"]), st.sampled_from([None, 7]), amounts, amounts)
def test_a_larger_contract_is_never_asked_for_fewer(
    kind: str, service: int | None, one: Decimal, other: Decimal
) -> None:
    asked = [
        sum(
            each.asked
            for each in suggest(
                ContractFacts(kind, amount, service), priorities=PRIORITIES, lines=LINES, steps=STEPS
            )
        )
        for amount in sorted((one, other))
    ]
    assert asked[0] <= asked[1]
