"""What is due at each stage, as the worked examples have it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.rules.stage_artefacts import STAGE_OF_STATE, Standing, artefacts

EXAMPLES: Any = read_yaml(
    (Path(__file__).parents[2] / "worked_examples" / "stage_artefacts.yaml").read_text()
).tree


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["stands"]["state"])
def test_what_is_due(example: dict[str, Any]) -> None:
    given: dict[str, Any] = {
        name: True if said == "yes" else Decimal(said) if name == "weights" else said
        for name, said in example["stands"].items()
    }
    due = [each for each in artefacts(Standing(**given)) if not each.done]
    assert len(due) == len(example["due"])
    for artefact, (queue, begins, *day) in zip(due, example["due"], strict=True):
        assert artefact.queue == queue
        assert artefact.words.startswith(begins)
        assert artefact.by == (day[0] if day else None)


def test_every_state_has_a_stage_but_those_that_end_without_a_contract() -> None:
    ended = {ProcurementState.ABANDONED.value, ProcurementState.NOT_AWARDED.value}
    assert set(STAGE_OF_STATE) == set(ProcurementState.values) - ended
