"""Integration or drift: who acts on which part, by hand and against a plain second reading."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.coverage import RECENT_DAYS, Area, Cover, Holder, Verdict, coverage

ON = date(2026, 11, 23)
EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "lead_coverage.yaml").read_text(encoding="utf-8")
)


def holder(said: dict[str, Any]) -> Holder:
    return Holder(
        name=said["name"],
        areas=frozenset(said["areas"]),
        from_day=said.get("from_day", date(2025, 1, 1)),
        last_day=said.get("last_day"),
        present=said.get("present") != "no",
        last_act=said.get("last_act"),
        leads_all=said.get("leads_all") == "yes",
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    found = coverage(
        [Area(key, key.title()) for key in example["areas"]],
        [holder(each) for each in example["holders"]],
        on=ON,
    )

    assert {each.area.key: each.cover.value for each in found.areas} == example["gives"]
    assert found.verdict == example["verdict"]


def test_who_acts_is_named_and_who_is_only_written_down_as_well() -> None:
    found = coverage(
        [Area("a", "A"), Area("b", "B")],
        [
            holder({"name": "Ann", "areas": ["a"], "last_act": ON}),
            holder({"name": "Cy", "areas": ["a"]}),
            holder({"name": "Bo", "areas": ["b"]}),
        ],
        on=ON,
    )

    assert [(each.cover, each.by) for each in found.areas] == [
        (Cover.ACTIVE, ("Ann",)),
        (Cover.ON_PAPER, ("Bo",)),
    ]
    assert (found.count(Cover.ACTIVE), found.count(Cover.NOBODY)) == (1, 0)


holders = st.builds(
    Holder,
    name=st.sampled_from("ABC"),
    areas=st.frozensets(st.sampled_from("xyz"), max_size=3),
    from_day=st.dates(ON - timedelta(300), ON + timedelta(5)),
    last_day=st.none() | st.dates(ON - timedelta(3), ON + timedelta(3)),
    present=st.booleans(),
    last_act=st.none() | st.dates(ON - timedelta(RECENT_DAYS + 3), ON + timedelta(1)),
    leads_all=st.booleans(),
)


@given(listed=st.lists(holders, max_size=5), keys=st.lists(st.sampled_from("xyz"), unique=True))
@settings(max_examples=150, deadline=None)
def test_a_second_reading_says_the_same(listed: list[Holder], keys: list[str]) -> None:
    """Written the other way round: who counts first, then what is left over."""

    def counts(one: Holder) -> bool:
        if one.from_day > ON or not one.present or one.last_act is None:
            return False
        ended = one.last_day is not None and one.last_day < ON
        return not ended and ON - timedelta(RECENT_DAYS) <= one.last_act <= ON

    acting = [one for one in listed if counts(one)]
    active = {key for one in acting for key in one.areas}
    led = any(one.leads_all for one in acting)

    found = coverage([Area(key, key) for key in keys], listed, on=ON)

    assert {each.area.key for each in found.areas if each.cover is Cover.ACTIVE} == active & set(keys)
    assert (found.verdict is Verdict.INTEGRATED) == (bool(keys) and set(keys) <= active)
    assert any(each.cover is Cover.LEAD_ALONE for each in found.areas) == (led and not set(keys) <= active)
    assert (found.verdict is Verdict.DRIFT) == (bool(keys) and not led and not active & set(keys))
