"""The section 74 to 75 test, worked by hand and by a second reading; and promises that are spread anew."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.periods import Period
from fourfold.integrate.rules.contract_change import (
    ChangeGround,
    ContractChange,
    Verdict,
    change_test,
)
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.rules.profile import profile
from fourfold.integrate.rules.reprofiling import ended, reprofiled

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "contract_changes.yaml").read_text(encoding="utf-8")
)["examples"]
STARTS, ENDS = date(2027, 1, 1), date(2028, 12, 31)
MONEY = st.decimals(0, 10_000_000, places=2)


def read(example: dict[str, Any]) -> ContractChange:
    threshold = example.get("threshold", "200000")
    return ContractChange(
        law=Law(example.get("law", "procurement-act-2023")),
        kind=example.get("kind", "services"),
        light_touch=example.get("light", False),
        ground=ChangeGround(example["ground"]),
        value_at_award=Decimal(1000000),
        value_before=Decimal(example.get("before", "1000000")),
        value_after=Decimal(example.get("after", "1000000")),
        term_at_award=1000,
        term_after=example.get("term", 1000),
        small_before=Decimal(example.get("before_that", "0")),
        threshold=None if threshold is None else Decimal(threshold),
        changes_scope=example.get("scope", False),
        favours_supplier=example.get("balance", False),
        changes_nature=example.get("nature", False),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["says"] for each in EXAMPLES])
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = change_test(read(example))
    assert (found.verdict.value, found.notice) == (example["verdict"], example["notice"])
    assert all(step.says and step.basis.href for step in found.steps)


@given(
    before=MONEY,
    after=MONEY,
    term=st.integers(1, 3000),
    kind=st.sampled_from(["goods", "services", "works"]),
    judged=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    ground=st.sampled_from(ChangeGround),
)
def test_the_act_by_a_second_plain_reading(
    before: Decimal,
    after: Decimal,
    term: int,
    kind: str,
    judged: tuple[bool, bool, bool],
    ground: ChangeGround,
) -> None:
    scope, balance, nature = judged
    found = change_test(
        ContractChange(
            Law.ACT, kind, light_touch=False, ground=ground, value_at_award=before, value_before=before,
            value_after=after, term_at_award=1000, term_after=term, threshold=Decimal(5_000_000),
            changes_scope=scope, favours_supplier=balance, changes_nature=nature,
        )
    )  # fmt: skip
    # In pennies and days, without fractions.
    moved, tenth = abs(after - before), 15 if kind == "works" else 10
    may = {
        ChangeGround.NOT_SUBSTANTIAL: abs(term - 1000) <= 100 and not scope and not balance,
        ChangeGround.SMALL: moved * 100 <= before * tenth and moved < 5_000_000 and not scope,
        ChangeGround.PROVIDED_FOR: not nature,
        ChangeGround.URGENT: True,
        ChangeGround.UNFORESEEN: (after - before) * 2 <= before and not nature,
        ChangeGround.KNOWN_RISK: (after - before) * 2 <= before,
        ChangeGround.ADDITIONAL: (after - before) * 2 <= before,
        ChangeGround.TRANSFER: True,
    }[ground]
    assert (found.verdict is Verdict.MAY) is may
    spared = (moved > 0 and moved * 100 <= before * tenth) or 0 < abs(term - 1000) <= 100
    assert found.notice is (may and (ground is ChangeGround.TRANSFER or not spared))


def test_what_is_no_contract_is_refused() -> None:
    with pytest.raises(ValueError, match="at least a day"):
        read({"ground": "small", "term": 0})


# Spread anew


@given(
    quantity=st.integers(1, 500),
    becomes=st.integers(0, 500),
    on=st.dates(STARTS, date(2029, 6, 30)),
    longer=st.integers(-400, 400),
)
def test_a_varied_promise_adds_up_and_keeps_what_had_fallen_due(
    quantity: int, becomes: int, on: date, longer: int
) -> None:
    ends = max(ENDS + timedelta(days=longer), on)
    parts = profile(Decimal(quantity), Period(STARTS, ENDS), whole_units=True)
    found = reprofiled(
        parts, quantity=Decimal(becomes), starts_on=STARTS, ends_on=ends, on=on, whole_units=True
    )
    assert sum(part for _, part in found) == becomes
    assert len({day for day, _ in found}) == len(found)
    assert all(part >= 0 and part % 1 == 0 for _, part in found)
    before = [(day, part) for day, part in parts if day < on]
    if sum(part for _, part in before) <= becomes:
        assert found[: len(before)] == before
    assert ended(parts, on=on) == before


def test_what_is_left_needs_a_day_to_fall_due_on() -> None:
    parts = profile(Decimal(12), Period(STARTS, ENDS), whole_units=True)
    with pytest.raises(ValueError, match="no day"):
        reprofiled(
            parts,
            quantity=Decimal(13),
            starts_on=STARTS,
            ends_on=ENDS,
            on=ENDS + timedelta(days=1),
            whole_units=True,
        )
