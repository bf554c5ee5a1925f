"""Draws: the same by seed, shared ones once, and with the mean and percentiles that the distributions have."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from scipy import stats

from fourfold.measure.rules.uncertainty.distributions import (
    Beta,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
)
from fourfold.measure.rules.uncertainty.uncertain_map import Drawn, Part, UncertainMap
from fourfold.measure.rules.valuation.valuing import value_map
from fourfold.measure.rules.vector.draws import draw
from fourfold.measure.rules.vector.quantile_tables import middles, quantiles, table
from tests.builders.value_maps import a_map, a_row

D = Decimal


@pytest.mark.parametrize(
    ("distribution", "peer"),
    [
        (Uniform(D(2), D(5)), stats.uniform(2, 3)),
        (Triangular(D(1), D(2), D(6)), stats.triang(0.2, 1, 5)),
        (Triangular(D(1), D(1), D(6)), stats.triang(0, 1, 5)),
        (Pert(D(0), D("0.2"), D(1)), stats.beta(1.8, 4.2)),
        (Beta(D(200), D(800)), stats.beta(200, 800)),
        (Beta(D("0.5"), D("0.5")), stats.beta(0.5, 0.5)),
        (Normal(D(10), D(2)), stats.norm(10, 2)),
        (Normal(D(10), D(2), D(9), D(14)), stats.truncnorm(-0.5, 2, 10, 2)),
        (Lognormal(D(100), D("0.4")), stats.lognorm(0.4, scale=100)),
        (Quantiles(((D(0), D(1)), (D("0.5"), D(4)), (D(1), D(5)))), None),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_table_has_the_quantiles_of_its_distribution(distribution: Distribution, peer: object) -> None:
    found = table(distribution)
    if peer is None:
        assert found[[0, 32767, 65535]] == pytest.approx([1, 4, 5], abs=1e-3)
        return
    assert isinstance(peer, stats.distributions.rv_frozen)
    expected = peer.ppf(middles())
    assert np.max(np.abs(found - expected)) < 1e-3 * peer.std()
    assert found.mean() == pytest.approx(peer.mean(), rel=2e-4)
    assert quantiles(distribution, np.array([0.05, 0.5])) == pytest.approx(peer.ppf([0.05, 0.5]))


def an_uncertain_map(*drawn: Drawn) -> UncertainMap:
    return UncertainMap(a_map(a_row(), a_row()), drawn)


WIDE = Triangular(D(40), D(60), D(110))


def test_the_seed_decides_and_a_further_row_changes_nothing_of_the_others() -> None:
    one = an_uncertain_map(Drawn(Part.QUANTITY, 0, WIDE, "/rows/0/quantity"))
    first, again, other = (draw(one, draws=5_000, seed=seed).present_values for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    longer = draw(one, draws=40_000, seed=1).present_values
    assert np.array_equal(longer[:5_000], first)


def test_what_is_shared_is_drawn_once() -> None:
    shared = an_uncertain_map(
        *(Drawn(Part.PROXY, place, Uniform(D(0), D(2)), "/shared/x") for place in (0, 1))
    )
    apart = an_uncertain_map(
        *(Drawn(Part.PROXY, place, Uniform(D(0), D(2)), f"/{place}") for place in (0, 1))
    )
    spread = [draw(each, draws=20_000, seed=3).present_values.std() for each in (shared, apart)]
    assert spread[0] / spread[1] == pytest.approx(2**0.5, rel=0.03)


def test_means_are_those_of_the_product() -> None:
    given = an_uncertain_map(
        Drawn(Part.QUANTITY, 0, WIDE, "a"),
        Drawn(Part.PROXY, 0, Lognormal(D(8500), D("0.3")), "b"),
        Drawn(Part.DEADWEIGHT, 0, Beta(D(8), D(12)), "c"),
        Drawn(Part.DROP_OFF, 0, Uniform(D("0.2"), D("0.4")), "d"),
        Drawn(Part.INPUT, 0, Uniform(D(200_000), D(300_000)), "e"),
    )
    found = draw(given, draws=100_000, seed=5)
    row = value_map(given.central).rows[0]
    central = float(row.present_value)
    expected = central * (70 / 60) * np.exp(0.045) + central
    assert found.present_values.mean() == pytest.approx(expected, rel=0.005)
    assert found.inputs.mean() == pytest.approx(250_000, rel=0.005)
    assert found.ratios is not None


def test_a_certain_map_draws_its_own_value() -> None:
    given = an_uncertain_map()
    found = draw(given, draws=1_000, seed=0)
    assert found.present_values == pytest.approx(float(value_map(given.central).returns.present_value))


def test_drop_off_and_duration_may_both_be_drawn() -> None:
    certain = Uniform(D("0.29999999"), D("0.30000001"))
    given = an_uncertain_map(
        Drawn(Part.DROP_OFF, 0, certain, "a"),
        Drawn(Part.DURATION, 0, Uniform(D("1.9999999"), D("2.0000001")), "b"),
    )
    found = draw(given, draws=1_000, seed=0)
    expected = float(value_map(given.central).returns.present_value)
    assert found.present_values == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("draws", "seed"), [(999, 1), (1_000_001, 1), (1_000, -1)])
def test_too_few_or_too_many_draws_are_refused(draws: int, seed: int) -> None:
    with pytest.raises(ValueError, match="Draw 1,000 to 1,000,000 times"):
        draw(an_uncertain_map(), draws=draws, seed=seed)
