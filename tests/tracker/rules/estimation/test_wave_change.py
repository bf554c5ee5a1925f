"""Change between waves, the covariance of an overlap held to every pair of samples that could have been drawn."""

from __future__ import annotations

import math
from itertools import combinations
from statistics import fmean

import pytest

from fourfold.tracker.rules.estimation.estimate import Estimate
from fourfold.tracker.rules.estimation.wave_change import SharedStratum, change, overlap_covariance
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.population import Estimand, Population

FIRST = (1.0, 4.0, 2.0, 8.0, 5.0, 7.0)
SECOND = (2.0, 3.0, 4.0, 9.0, 5.0, 10.0)


def estimate(
    value: float, variance: float, df: int = 30, estimand: Estimand = Estimand.ORGANISATIONS
) -> Estimate:
    return Estimate(value, variance, 31, 31.0, df, Population("councils", estimand))


@pytest.mark.parametrize(("first", "second", "both"), [(3, 3, 2), (4, 3, 3), (4, 4, 2), (3, 4, 3), (6, 6, 6)])
def test_the_covariance_is_right_on_the_mean_of_all_samples(first: int, second: int, both: int) -> None:
    """Every first sample, every choice of those that stay, every choice of those that join: nothing is left to chance."""
    size = len(FIRST)
    products, estimates, ones, others = [], [], [], []
    for before in combinations(range(size), first):
        for stay in combinations(before, both):
            rest = [each for each in range(size) if each not in before]
            for join in combinations(rest, second - both):
                after = (*stay, *join)
                one, other = fmean(FIRST[at] for at in before), fmean(SECOND[at] for at in after)
                products.append(one * other)
                ones.append(one)
                others.append(other)
                pairs = tuple((FIRST[at], SECOND[at]) for at in stay)
                estimates.append(
                    overlap_covariance([SharedStratum("all", 1.0, size, (first, second), pairs)])
                )
    truth = fmean(products) - fmean(ones) * fmean(others)
    assert fmean(estimates) == pytest.approx(truth, abs=1e-12)


def test_independent_waves_add_their_variances() -> None:
    found = change(estimate(0.4, 0.0016), estimate(0.5, 0.0009))
    assert found.value == pytest.approx(0.1)
    assert found.standard_error == pytest.approx(0.05)
    assert found.interval.low < 0 < found.interval.high
    assert 30 < found.degrees_of_freedom < 60


def test_sharing_organisations_makes_a_change_surer() -> None:
    apart, shared = (
        change(estimate(0.4, 0.0016), estimate(0.5, 0.0016), covariance=c) for c in (0.0, 0.0012)
    )
    assert shared.standard_error == pytest.approx(apart.standard_error / 2)


def test_a_census_twice_changes_for_sure() -> None:
    found = change(estimate(0.4, 0.0), estimate(0.5, 0.0))
    assert (found.standard_error, found.degrees_of_freedom) == (0, math.inf)


def test_organisations_are_not_compared_with_contacts() -> None:
    with pytest.raises(BadSurvey, match="one wave counts organisations and the other contacts"):
        change(estimate(0.4, 0.1), estimate(0.5, 0.1, estimand=Estimand.CONTACTS))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(BadSurvey, match="greater than their variances allow"):
        change(estimate(0.4, 0.1), estimate(0.5, 0.1), covariance=0.2)
    with pytest.raises(BadSurvey, match="share one organisation in the stratum north"):
        overlap_covariance([SharedStratum("north", 1.0, 9, (3, 3), ((1.0, 1.0),))])
    with pytest.raises(BadSurvey, match="more than there are, in north"):
        overlap_covariance([SharedStratum("north", 1.0, 2, (3, 3), ((1.0, 1.0), (2.0, 1.0)))])
    assert overlap_covariance([SharedStratum("north", 1.0, 9, (3, 3), ())]) == 0
