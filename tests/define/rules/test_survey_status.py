"""What records answer to the survey's question on a written policy, by examples that were worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.define.rules.survey_status import SurveyStatus, survey_answer

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "survey_status.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["case"] for each in EXAMPLES])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    given = {name: example[name] for name in ("adopted_on", "review_years", "being_written")}
    answer = survey_answer(**given, on=example["looked_on"])
    assert answer.status == SurveyStatus(example["gives"])
    assert answer.how_known == example["because"]
