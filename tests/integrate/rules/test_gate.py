"""What stands between a procurement and its tender: the examples that a lawyer can read, and one property."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.changed_since import changed_since
from fourfold.integrate.rules.gate import Engaged, Record, what_is_lacking

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "before" / "gate.yaml").read_text(encoding="utf-8")
)
KINDS = {"services": "Services", "works": "Works"}


def changed(told: dict[str, Any] | None) -> tuple[str, ...]:
    if told is None:
        return ()
    then, now = (None if each is None else Decimal(each) for each in told["amount"])
    return changed_since(kind=tuple(told["kind"]), amount=(then, now), kinds=KINDS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["title"])
def test_an_example(example: dict[str, Any]) -> None:
    record = Record(
        considered=example["considered"],
        ruled=example["ruled"],
        changed=changed(example.get("changed")),
        no_ruling_because=example.get("no_ruling_because", ""),
        notice_wanted=example.get("notice_wanted", True),
        engagements=[Engaged(**each) for each in example.get("engagements", ())],
    )
    assert list(what_is_lacking(record)) == example["lacks"]


@given(
    st.builds(
        Record,
        considered=st.booleans(),
        ruled=st.booleans(),
        changed=st.lists(st.just("it changed"), max_size=2),
        no_ruling_because=st.sampled_from(["", " ", "A reason"]),
        notice_wanted=st.booleans(),
        engagements=st.lists(
            st.builds(Engaged, st.just("A meeting"), st.booleans(), st.booleans()), max_size=3
        ),
    )
)
def test_the_gate_opens_only_where_all_of_it_is_there(record: Record) -> None:
    asked = bool(record.no_ruling_because.strip()) or (record.ruled and not record.changed)
    talks = all(each.told and (each.notice or not record.notice_wanted) for each in record.engagements)
    assert (not what_is_lacking(record)) == (record.considered and asked and talks)
