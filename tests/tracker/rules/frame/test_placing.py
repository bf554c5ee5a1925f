"""The worked examples of where a listed organisation belongs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.ground.kernel.successions import Followed
from fourfold.partner.rules.linkage.bodies import Body, Supplier
from fourfold.partner.rules.linkage.linking import Directory
from fourfold.tracker.rules.frame.placing import place

BOOK: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples/frame/placing.yaml").read_text(encoding="utf-8")
)
BODIES = {
    each["key"]: Body(
        each["key"],
        each["name"],
        is_council=each.get("council", False),
        exists_from=each.get("from"),
        exists_until=each.get("until"),
    )
    for each in BOOK["directory"]
}
FOLLOWED = [Followed(each["before"], each["after"], each["day"]) for each in BOOK["followed"]]


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["listed"])
def test_worked_example(case: dict[str, Any]) -> None:
    (linked,) = Directory(BODIES.values()).link([Supplier(case["listed"])])

    placed = place(linked, FOLLOWED, BODIES, on=BOOK["day"])

    assert (placed.where, placed.words) == (case["where"], case["words"])
    assert placed.body == case.get("body", "")
    assert [each.body for each in placed.may_be] == case.get("may_be", [])


def test_before_the_day_of_the_reorganisation_it_is_itself() -> None:
    (linked,) = Directory(BODIES.values()).link([Supplier("Taunton Deane Borough Council")])

    assert place(linked, FOLLOWED, BODIES, on=date(2018, 6, 1)).body == "TAW"
