"""A policy that only counts jobs is told so; one that counts anything else is not."""

from __future__ import annotations

import pytest

from fourfold.define.rules.balance import EMPLOYMENT, only_employment
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
