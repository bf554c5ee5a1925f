"""Forecast against actual: differences where both are known, and nothing made of what is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import UNITS, Quantity
from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.totals.basis import NotAdded
from fourfold.measure.rules.totals.forecast import Known, Year, compare
from tests.measure.rules.totals.examples import called, examples


def known(text: str | None, unit: str) -> Known:
    return Absence.UNKNOWN if text is None else Quantity(Decimal(text), UNITS[unit])


def written(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


@pytest.mark.parametrize("example", examples("forecast"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = compare(
        [
            Year(outcome, year, known(one, example["unit"][outcome]), known(other, example["unit"][outcome]))
            for outcome, year, one, other in example["years"]
        ]
    )
    assert [
        [each.outcome, each.year, written(each.difference), written(each.share)] for each in found.years
    ] == example["gives"]["years"]
    assert [
        [
            each.outcome,
            list(each.years),
            list(each.left_out),
            str(each.forecast),
            str(each.actual),
            written(each.share),
        ]
        for each in found.to_date
    ] == example["gives"]["to_date"]


maybe = st.none() | st.integers(0, 999)


@given(st.dictionaries(st.tuples(st.sampled_from("AB"), st.integers(2020, 2024)), st.tuples(maybe, maybe)))
@settings(deadline=None, max_examples=50)
def test_a_plain_writing_agrees(given: dict[tuple[str, int], tuple[int | None, int | None]]) -> None:
    def of(number: int | None) -> Known:
        return known(None if number is None else str(number), "jobs")

    found = compare(
        [Year(outcome, year, of(one), of(other)) for (outcome, year), (one, other) in given.items()]
    )
    sums: dict[str, list[int]] = {}
    for (outcome, _), (one, other) in given.items():
        own = sums.setdefault(outcome, [0, 0])
        if one is not None and other is not None:
            own[0] += one
            own[1] += other
    assert {each.outcome: [each.forecast, each.actual] for each in found.to_date} == sums
    assert sum(len(each.years) + len(each.left_out) for each in found.to_date) == len(given)
    for each in found.years:
        assert (each.difference is None) == (None in given[each.outcome, each.year])


def test_precise_refusals() -> None:
    one = Year("In work", 2024, known("1", "jobs"), known("1", "jobs"))
    with pytest.raises(NotAdded, match="given twice"):
        compare([one, one])
    with pytest.raises(NotAdded, match="In work is counted in jobs and in people"):
        compare([one, Year("In work", 2025, known(None, "jobs"), known("1", "people"))])
