"""Full-time equivalents, to the digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.parameters import parameter
from fourfold.partner.rules.counting.full_time import Work, full_time_equivalents, to_hundredths

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "counting" / "full_time.yaml").read_text(
        encoding="utf-8"
    )
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    work = [
        Work(each["people"], Decimal(each["hours"]), Decimal(each.get("weeks", "52")))
        for each in example["work"]
    ]
    found = full_time_equivalents(work, full_time_week=Decimal(example["full_time_week"]))

    assert found == Fraction(example["exact"])
    assert str(to_hundredths(found)) == example["shown"]


@pytest.mark.parametrize(
    ("work", "week"),
    [
        (Work(-1, Decimal(1)), "37"),
        (Work(1, Decimal(169)), "37"),
        (Work(1, Decimal(-1)), "37"),
        (Work(1, Decimal(1), Decimal(-1)), "37"),
        (Work(1, Decimal(1)), "0"),
        (Work(1, Decimal(1)), "169"),
    ],
)
def test_what_cannot_be_is_refused(work: Work, week: str) -> None:
    with pytest.raises(NotUnderstood):
        full_time_equivalents([work], full_time_week=Decimal(week))


def test_the_week_of_who_states_none_has_a_source() -> None:
    found = parameter("counting.full_time_week").at(date(2026, 11, 28))
    assert isinstance(found, Known)
    assert found.value == 37
    assert "37 hours a week" in found.source.says
