"""Where an entry of the register counts, by worked examples."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.integrate.rules.register_totals import EntryFacts, counts_as, fate, groups, pounds
from fourfold.integrate.rules.share_considered import Sum

CASES = yaml.safe_load((Path(__file__).parents[2] / "worked_examples" / "register_totals.yaml").read_text())


def amount_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("example", CASES, ids=[each["case"] for each in CASES])
def test_an_entry_counts_where_the_example_says(example: dict[str, Any]) -> None:
    facts = EntryFacts(**{**example["entry"], "amount": amount_of(example["entry"]["amount"])})
    counts = example["counts"]
    amount = amount_of(counts["pounds"])
    assert groups(facts) == {by: counts[by.value] for by in groups(facts)}
    assert (fate(facts).value, pounds(facts)) == (counts["as"], amount)
    assert counts_as(facts) == Sum(1, amount or Decimal(0), int(amount is None))
