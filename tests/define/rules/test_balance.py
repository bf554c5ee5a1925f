"""A policy that only counts jobs is told so; one that counts anything else is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.define.rules.balance import EMPLOYMENT, Weight, balance, only_employment
from fourfold.ground.kernel.quantities import UNITS


@pytest.mark.parametrize(
    ("units", "told"),
    [
        (set(), False),
        ({"jobs"}, True),
        ({"jobs", "apprenticeships", "fte"}, True),
        ({"jobs", "trees"}, False),
        ({"hours"}, False),
        ({"pounds", "tonnes_co2e"}, False),
    ],
)
def test_whether_every_measure_counts_jobs_or_training(units: set[str], told: bool) -> None:
    assert only_employment(units) is told


def test_the_units_of_employment_are_units_that_there_are() -> None:
    assert set(UNITS) > EMPLOYMENT


@pytest.mark.parametrize(
    ("counts", "weight", "heaviest", "missing"),
    [
        ({}, Weight.NOTHING, None, ("work", "health")),
        ({None: 3}, Weight.NOT_TOLD, None, ("work", "health")),
        ({"work": 3}, Weight.ALL, "work", ("health",)),
        ({"work": 3, None: 9}, Weight.ALL, "work", ("health",)),
        ({"work": 4, "health": 1}, Weight.NEARLY_ALL, "work", ()),
        ({"work": 79, "health": 21}, Weight.MIXED, "work", ()),
        ({"work": 2, "health": 2}, Weight.MIXED, None, ()),
        ({"work": 2, "health": 0}, Weight.ALL, "work", ("health",)),
    ],
)
def test_how_one_sided_a_portfolio_is(
    counts: dict[str | None, int], weight: Weight, heaviest: str | None, missing: tuple[str, ...]
) -> None:
    found = balance(counts, wanted=("work", "health"))

    assert (found.weight, found.heaviest, found.missing) == (weight, heaviest, missing)
    assert found.not_told == counts.get(None, 0)


def test_the_share_is_of_what_can_be_told_apart() -> None:
    assert balance({"work": 3, "health": 1, None: 6}).share == Decimal("0.75")
