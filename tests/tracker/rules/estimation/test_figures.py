"""Worked by hand: nets, top boxes, scores, bases, intervals, letters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fourfold.tracker.rules.estimation.column_tests import Comparison, difference, letters, simple_difference
from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.estimation.effective_base import design_base, effective_base
from fourfold.tracker.rules.estimation.estimate import NothingToEstimate
from fourfold.tracker.rules.estimation.intervals import korn_graubard, wilson
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity
from fourfold.tracker.rules.estimation.rao_scott import NotTested, association, second_order
from fourfold.tracker.rules.estimation.ratios import proportion
from fourfold.tracker.rules.estimation.replicates import bootstrap, jackknife, replicated
from fourfold.tracker.rules.estimation.scores import mean_score, net_promoter_score, standard_deviation
from fourfold.tracker.rules.estimation.sets import answers_each, net, top
from fourfold.tracker.rules.estimation.totals import total
from fourfold.tracker.rules.faults import BadSurvey
from tests.tracker.rules.samples import EVERYONE, Sample, samples

FOUR = design(population=EVERYONE, weights=[1.0, 1.0, 2.0, 4.0])
GIVEN = (frozenset({"jobs"}), frozenset({"jobs", "health"}), frozenset({"crime"}), None)


def test_a_net_counts_each_respondent_once_among_those_who_answered() -> None:
    found = net(FOUR, GIVEN, ["jobs", "health"])
    assert (found.value, found.base, found.weighted_base) == (0.5, 3, 4.0)
    assert net(FOUR, GIVEN, ["jobs"]).value + net(FOUR, GIVEN, ["health"]).value > found.value
    assert found.population is EVERYONE


def test_the_mean_number_of_answers() -> None:
    assert answers_each(FOUR, GIVEN).value == (1 + 2 + 2) / 4


def test_the_top_of_a_scale() -> None:
    scale = ("1", "2", "3", "4")
    answers = [frozenset({each}) for each in scale]
    assert top(FOUR, answers, scale).value == 6 / 8
    with pytest.raises(BadSurvey, match="a scale of 4 points has no top 4"):
        top(FOUR, answers, scale, 4)


def test_promoters_less_detractors() -> None:
    found = net_promoter_score(FOUR, [10, 9, 7, None])
    assert (found.value, found.base) == (50.0, 3)
    assert net_promoter_score(FOUR, [0, 6, 6, 9]).value == 0
    with pytest.raises(BadSurvey, match="row 2, column rating: 11 is not a rating"):
        net_promoter_score(FOUR, [1, 11, 2, 3])


def test_scores_leave_out_who_has_none() -> None:
    assert mean_score(FOUR, [1.0, None, 4.0, None]).value == 3
    assert standard_deviation(FOUR, [1.0, None, 4.0, None]) == pytest.approx(2)
    with pytest.raises(NothingToEstimate, match="two answers"):
        standard_deviation(FOUR, [1.0, None, None, None])


def test_a_figure_of_nobody_is_none_and_a_total_of_nobody_is_nought() -> None:
    with pytest.raises(NothingToEstimate, match="nobody"):
        proportion(FOUR, [True] * 4, within=[False] * 4)
    assert total(FOUR, [1.0] * 4, within=[False] * 4).standard_error == 0


def test_the_effective_base() -> None:
    assert effective_base([1.0, 1.0, 2.0, 4.0]) == 64 / 22
    assert effective_base([]) == 0
    assert design_base(0.5, 0.0025) == pytest.approx(100)
    assert design_base(0.5, 0) is None


@given(st.integers(1, 400), st.data())
def test_wilson_is_scipys_where_the_base_is_whole(base: int, data: st.DataObject) -> None:
    having = data.draw(st.integers(0, base))
    found, other = wilson(having / base, base), stats.binomtest(having, base).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_korn_and_graubard_of_nobody_and_capped() -> None:
    none = korn_graubard(0.0, 0.0, respondents=20, degrees_of_freedom=19)
    assert none.low == 0
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 20))
    assert korn_graubard(1.0, 0.0, respondents=20, degrees_of_freedom=19).high == 1
    free, capped = (
        korn_graubard(0.5, 0.001, respondents=50, degrees_of_freedom=49, capped=each)
        for each in (False, True)
    )
    assert free.low > capped.low
    assert "at most" in capped.method


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_what_is_no_share_has_no_interval(share: float) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(share, 10)


def test_an_interval_needs_somebody() -> None:
    with pytest.raises(ValueError, match="somebody"):
        wilson(0.5, 0)


@pytest.mark.parametrize(
    ("by", "p"),
    [
        (Comparison.POOLED_EFFECTIVE, 2 * stats.t.sf(0.2 / math.sqrt(0.24 * 2 / 50), 98)),
        (Comparison.POOLED, 2 * stats.norm.sf(0.2 / math.sqrt(0.24 * 2 / 50))),
        (Comparison.UNPOOLED, 2 * stats.t.sf(0.2 / math.sqrt(0.25 / 50 + 0.21 / 50), 98)),
    ],
)
def test_the_simple_ways_to_compare(by: Comparison, p: float) -> None:
    assert simple_difference((0.5, 0.3), (50, 50), by).p == pytest.approx(p)


def test_nothing_is_tested_where_all_or_none_have_it() -> None:
    assert simple_difference((0.0, 0.3), (50, 50), Comparison.POOLED).p is None
    assert simple_difference((0.0, 0.0), (50, 50), Comparison.UNPOOLED).p is None
    halves = ([True, True, False, False], [False, False, True, True])
    for by in Comparison:
        assert difference(FOUR, [True] * 4, *halves, by).p is None


def test_letters_stand_in_the_higher_column_capital_where_sure() -> None:
    found = letters(
        [0.6, 0.4, 0.5],
        {(0, 1): 0.01, (0, 2): 0.08, (1, 2): None},
        names="ABC",
        multiplicity=Multiplicity.NONE,
    )
    assert found == ["Bc", "", ""]
    corrected = letters(
        [0.6, 0.4, 0.5],
        {(0, 1): 0.03, (0, 2): 0.08, (1, 2): None},
        names="ABC",
        multiplicity=Multiplicity.BONFERRONI,
    )
    assert corrected == ["b", "", ""]


def test_one_row_is_no_association() -> None:
    found = association(FOUR, ["yes"] * 4, ["a", "b", "a", "b"])
    assert found == NotTested("all are in one row or one column")
    few = association(FOUR, ["yes", "no"] * 2, ["a", "b"] * 2, within=[True, False, False, False])
    assert isinstance(few, NotTested)


@given(samples(calibrated=False))
def test_the_jackknife_of_a_total_is_the_linearised_variance(sample: Sample) -> None:
    """A total is linear, and the replicates of each stratum have its total as their mean: the two say the same."""
    linear = total(sample.design, sample.values)
    again = replicated(
        sample.design,
        jackknife(sample.design),
        lambda weights: math.fsum(w * y for w, y in zip(weights, sample.values, strict=True)),
    )
    assert again.value == pytest.approx(linear.value)
    assert again.variance == pytest.approx(linear.variance, rel=1e-6, abs=1e-6)


def test_the_bootstrap_comes_near_the_linearised_variance_and_a_seed_draws_the_same() -> None:
    made = design(population=EVERYONE, weights=[1.0 + (at % 3) for at in range(60)], sizes={"all": 120})
    having = [at % 4 == 0 for at in range(60)]

    flat = [float(has) for has in having]

    def share(weights: Sequence[float]) -> float:
        return math.fsum(w * y for w, y in zip(weights, flat, strict=True)) / math.fsum(weights)

    found = replicated(made, bootstrap(made, count=800, seed=7), share)
    assert found.standard_error == pytest.approx(proportion(made, having).standard_error, rel=0.08)
    assert bootstrap(made, count=3, seed=7) == bootstrap(made, count=3, seed=7)
    assert bootstrap(made, count=3, seed=7) != bootstrap(made, count=3, seed=8)
    with pytest.raises(BadSurvey, match="two replicates"):
        bootstrap(made, count=1, seed=7)


@given(samples(calibrated=True))
def test_replicates_of_a_calibrated_sample_must_be_weighed_again(sample: Sample) -> None:
    with pytest.raises(BadSurvey, match="brought to the known totals"):
        replicated(sample.design, jackknife(sample.design), math.fsum)
    found = replicated(
        sample.design, jackknife(sample.design), math.fsum, weigh_again=lambda _: sample.design.weights
    )
    assert found.variance == pytest.approx(0, abs=1e-18)


def test_what_does_not_vary_but_for_how_a_computer_adds_is_not_tested() -> None:
    shares = np.array([[0.3, 0.2], [0.1, 0.4]])
    found = second_order(shares, 1e-36 * np.eye(4), respondents=10, degrees_of_freedom=5)
    assert found == NotTested("the sample shows no variation to test against")
