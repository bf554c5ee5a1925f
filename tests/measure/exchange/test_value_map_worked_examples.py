"""Complete value maps with their sources or derivations, reproduced to the digits written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.reading import map_from_tree

FOLDER = Path(__file__).parents[2] / "worked_examples" / "valuation"
EXAMPLES = [
    example
    for file in sorted(FOLDER.glob("*.yaml"))
    for example in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def as_written(found: object, written: object) -> object:
    """`found`, rounded to the places of `written`."""
    if isinstance(written, list):
        assert isinstance(found, list)
        return [as_written(one, other) for one, other in zip(found, written, strict=True)]
    if isinstance(written, dict):
        assert isinstance(found, dict)
        return {key: as_written(found[key], value) for key, value in written.items()}
    assert isinstance(found, str)
    return str(Decimal(found).quantize(Decimal(str(written)), ROUND_HALF_UP))


def test_there_are_at_least_twelve_and_each_says_where_it_comes_from() -> None:
    assert len(EXAMPLES) >= 12
    assert all(len(example["derivation"]) > 30 for example in EXAMPLES)
    assert len({example["example"] for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_each_reproduces_to_the_printed_digit(example: dict[str, Any]) -> None:
    found = answer(map_from_tree(example["map"]))
    assert as_written(found, example["gives"]) == example["gives"]
    rows = example.get("gives_rows", [])
    assert as_written(found["per_row"][: len(rows)], rows) == rows
    for key, part in (("gives_public_case", "public_case"), ("gives_by_kind", "present_value_by_kind")):
        if key in example:
            assert as_written(found[part], example[key]) == example[key]
