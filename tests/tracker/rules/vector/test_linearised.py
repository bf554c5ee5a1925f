"""The columns give what the plain estimators give, on samples of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.estimation.ratios import ratio_contributions
from fourfold.tracker.rules.estimation.variance import covariance
from fourfold.tracker.rules.vector import linearised
from fourfold.tracker.rules.vector.columns import columns_of
from tests.tracker.rules.samples import EVERYONE, Sample, samples


@settings(max_examples=60)
@given(samples())
def test_covariances_of_shares_and_means(sample: Sample) -> None:
    asked = sample.asked if any(sample.asked) else (True,) * len(sample.asked)
    ones = (1.0,) * len(asked)
    share, first = ratio_contributions(
        sample.design, [1.0 if answer == "yes" else 0.0 for answer in sample.answers], ones, asked
    )
    centre, second = ratio_contributions(sample.design, sample.values, ones, asked)
    columns = columns_of(sample.design)
    inside = np.array(asked)[:, None]
    shares, share_parts = linearised.shares(columns, (np.array(sample.answers) == "yes")[:, None], inside)
    means, mean_parts = linearised.means(columns, np.array(sample.values), inside)

    found = linearised.covariances(columns, np.hstack([share_parts, mean_parts]))

    assert (shares[0], means[0]) == pytest.approx((share, centre), rel=1e-12, abs=1e-12)
    plain = [[covariance(sample.design, one, other) for other in (first, second)] for one in (first, second)]
    assert found == pytest.approx(np.array(plain), rel=1e-9, abs=1e-9)


def test_a_share_of_nobody_is_no_number() -> None:
    columns = columns_of(design(population=EVERYONE, weights=[1.0] * 4))
    nobody = np.zeros((4, 1), dtype=bool)
    shares, _ = linearised.shares(columns, nobody, nobody)
    assert np.isnan(shares[0])
