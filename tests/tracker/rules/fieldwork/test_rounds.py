"""Whom a round of invitations goes to, held to the worked examples and to what must hold for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.rules.fieldwork.rounds import BETWEEN, ROUNDS, Contact, InRound, in_round

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "fieldwork" / "rounds.yaml").read_text(encoding="utf-8")
)["examples"]
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["says"])
def test_worked_examples(example: dict[str, Any]) -> None:
    contact = Contact(
        has_address=not example.get("no_address", False),
        wants_no_surveys=example.get("wants_no_surveys", False),
        left_out=example.get("left_out", False),
        refused=example.get("refused", False),
        answered=example.get("answered", False),
        written_to=tuple(example.get("written", {}).items()),
    )
    assert in_round(contact, example["round"], on=example["day"]) == example["expect"]


@given(st.booleans(), st.booleans(), st.booleans(), DAYS, st.integers(0, 40), st.sampled_from(ROUNDS))
def test_nobody_who_said_no_or_answered_is_written_to_and_nobody_too_soon(
    no: bool, answered: bool, was: bool, day: date, later: int, number: int
) -> None:
    contact = Contact(
        wants_no_surveys=no, answered=answered, written_to=((1, day),) if was or number > 1 else ()
    )
    on = day + timedelta(days=later)
    if in_round(contact, number, on=on) is InRound.DUE:
        assert not no
        assert not answered
        assert all(each != number for each, _ in contact.written_to)
        assert all(on - before >= BETWEEN for _, before in contact.written_to)
