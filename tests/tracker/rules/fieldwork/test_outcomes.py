"""Outcomes by their codes: what tells most, and the rates of a survey that is worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.rules.fieldwork.outcomes import CODES, counted, telling_most
from fourfold.tracker.rules.response_rates import rates

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "fieldwork" / "outcomes.yaml").read_text(
        encoding="utf-8"
    )
)


@pytest.mark.parametrize("example", EXAMPLES["telling_most"], ids=lambda each: each["says"])
def test_what_tells_most(example: dict[str, Any]) -> None:
    assert telling_most(example["codes"]) == example["expect"]


def test_the_rates_of_a_small_survey() -> None:
    found = rates(counted(EXAMPLES["rates"]["codes"]))
    assert {name: found[name] for name in EXAMPLES["rates"]["expect"]} == {
        name: Fraction(share) for name, share in EXAMPLES["rates"]["expect"].items()
    }


@given(st.lists(st.sampled_from(sorted(CODES)), max_size=6))
def test_every_contact_is_counted_once_and_an_interview_is_never_lost(codes: list[str]) -> None:
    assert counted(codes).total == len(codes)
    found = telling_most(codes)
    assert found in {*codes, "3.11"}
    assert (found == "1.1") == ("1.1" in codes)
