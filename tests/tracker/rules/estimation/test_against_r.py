"""Every estimator gives what R's survey gives, to nine digits and more, on designs of each kind."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.tracker.rules.estimation.column_tests import Comparison, difference
from fourfold.tracker.rules.estimation.estimate import Estimate, Method
from fourfold.tracker.rules.estimation.intervals import around, korn_graubard, wilson
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity, adjusted
from fourfold.tracker.rules.estimation.rao_scott import Association, association
from fourfold.tracker.rules.estimation.ratios import mean, proportion, ratio
from fourfold.tracker.rules.estimation.replicates import Replicates, jackknife, replicated
from fourfold.tracker.rules.estimation.scores import net_promoter_score, standard_deviation
from fourfold.tracker.rules.estimation.totals import total
from fourfold.tracker.rules.estimation.wave_change import change
from fourfold.tracker.rules.weighting.trimming import trim
from tests.oracles.survey.designs import FILE, designs
from tests.oracles.survey.held import CLOSE, by_r, column, given, ours, r_survey

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = list(by_r())
SIMPLE = [name for name in NAMES if "jackknife_mean" in by_r()[name]]
BOOTSTRAPPED = [name for name in NAMES if "bootstrap_mean" in by_r()[name]]
RAKED = [name for name in NAMES if "rake_weights" in by_r()[name]]


def close(number: float | Sequence[float]) -> Any:
    return pytest.approx(number, rel=CLOSE, abs=1e-12)


def agrees(found: Estimate, r: dict[str, float]) -> None:
    assert found.value == close(r["value"])
    assert found.standard_error == close(r["se"])


def having_yes(name: str) -> list[bool]:
    return [answer == "yes" for answer in column(name, "answer")]


def test_the_designs_are_those_that_their_seeds_make() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == designs()
    assert r_survey()["made_by"] == {"R": "R version 4.2.2 Patched (2022-11-10 r83330)", "survey": "4.1.1"}
    assert len(NAMES) == 20


@pytest.mark.parametrize("name", NAMES)
def test_weights_brought_to_known_totals(name: str) -> None:
    assert ours(name).weights == close(by_r()[name]["weights"])
    assert ours(name).degrees_of_freedom() == by_r()[name]["degf"]


@pytest.mark.parametrize("name", RAKED)
def test_raked_weights(name: str) -> None:
    assert ours(name).weights == close(by_r()[name]["rake_weights"])


@pytest.mark.parametrize("name", [name for name in RAKED if "equal" in name])
def test_variance_after_rake_itself_where_weights_before_were_equal(name: str) -> None:
    agrees(mean(ours(name), column(name, "promises")), by_r()[name]["rake_mean"])
    agrees(total(ours(name), column(name, "promises")), by_r()[name]["rake_total"])


@pytest.mark.parametrize("name", NAMES)
def test_totals_means_ratios_and_shares(name: str) -> None:
    design, r = ours(name), by_r()[name]
    promises, spend = column(name, "promises"), column(name, "spend")
    agrees(total(design, promises), r["total"])
    agrees(mean(design, promises), r["mean"])
    agrees(ratio(design, promises, spend), r["ratio"])
    agrees(proportion(design, having_yes(name)), r["proportion"])


@pytest.mark.parametrize("name", NAMES)
def test_domains_keep_the_whole_sample_in_their_variance(name: str) -> None:
    design, r, asked = ours(name), by_r()[name], column(name, "asked")
    found = proportion(design, having_yes(name), within=asked)
    agrees(found, r["domain"])
    agrees(total(design, column(name, "promises"), within=asked), r["domain_total"])
    assert found.degrees_of_freedom == r["domain_degf"]
    interval = around(found.value, found.standard_error, found.degrees_of_freedom)
    assert (interval.low, interval.high) == close(tuple(r["domain_t"]))


@pytest.mark.parametrize("name", NAMES)
def test_korn_graubard(name: str) -> None:
    found = proportion(ours(name), having_yes(name))
    interval = korn_graubard(
        found.value, found.variance, respondents=found.base, degrees_of_freedom=found.degrees_of_freedom
    )
    assert (interval.low, interval.high) == close(tuple(by_r()[name]["beta"]))


@pytest.mark.parametrize("name", NAMES)
def test_scores(name: str) -> None:
    assert standard_deviation(ours(name), column(name, "promises")) == close(by_r()[name]["spread"])
    agrees(net_promoter_score(ours(name), column(name, "rating")), by_r()[name]["promoters"])


@pytest.mark.parametrize("name", NAMES)
def test_the_difference_of_two_columns(name: str) -> None:
    size, r = column(name, "size"), by_r()[name]["difference"]
    found = difference(
        ours(name),
        having_yes(name),
        [each == "large" for each in size],
        [each == "small" for each in size],
        Comparison.DESIGN,
    )
    assert (found.value, found.standard_error) == close((r["value"], r["se"]))


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_rao_and_scott(name: str, asked: bool) -> None:
    r = by_r()[name]["rao_scott_asked" if asked else "rao_scott"]
    within = column(name, "asked") if asked else None
    found = association(ours(name), column(name, "answer"), column(name, "size"), within=within)
    assert isinstance(found, Association)
    if asked and given()[name]["totals"]:
        # R keeps the rows of those not asked in a calibrated design, with weight nought. It counts their clusters, and has no
        # figure where a combination is theirs alone.
        assert (found.statistic, found.above) == close((r["F"], r["above"])) or r["F"] == "NaN"
        assert found.below <= r["below"]
        return
    assert (found.statistic, found.above) == close((r["F"], r["above"]))
    assert (found.below, found.p) == close((r["below"], r["p"]))


@pytest.mark.parametrize("name", SIMPLE)
def test_the_jackknife(name: str) -> None:
    design, promises, spend = ours(name), column(name, "promises"), column(name, "spend")

    agrees(
        replicated(design, jackknife(design), lambda weights: _mean(weights, promises)),
        by_r()[name]["jackknife_mean"],
    )
    found = replicated(
        design, jackknife(design), lambda weights: _mean(weights, promises) / _mean(weights, spend)
    )
    assert found.standard_error == close(by_r()[name]["jackknife_ratio"])


@pytest.mark.parametrize("name", BOOTSTRAPPED)
def test_the_bootstrap_on_the_replicates_that_r_drew(name: str) -> None:
    r, promises = by_r()[name], column(name, "promises")
    weights = tuple(tuple(each) for each in zip(*r["bootstrap_weights"], strict=True))
    replicates = Replicates(weights, (1 / (len(weights) - 1),) * len(weights), Method.BOOTSTRAP)
    agrees(replicated(ours(name), replicates, lambda each: _mean(each, promises)), r["bootstrap_mean"])


@pytest.mark.parametrize("name", NAMES)
def test_trimming(name: str) -> None:
    weights = ours(name).weights
    centre = sum(weights) / len(weights)
    found = trim(weights, least=0.8 * centre, most=1.15 * centre)
    assert sum(found.weights) == close(sum(weights))
    if sum(by_r()[name]["trimmed"]) == close(sum(weights)):
        assert found.weights == close(by_r()[name]["trimmed"])
    else:
        # R loses what was cut where a round finds all weights outside the bounds.
        assert name in {"simple_fpc_2", "clustered_2"}


@pytest.mark.parametrize("waves", r_survey()["waves"], ids=lambda waves: waves["one"])
def test_change_between_independent_waves(waves: dict[str, Any]) -> None:
    one, other = (proportion(ours(name), having_yes(name)) for name in (waves["one"], waves["other"]))
    found = change(one, other)
    assert (found.value, found.standard_error) == close((waves["value"], waves["se"]))


@pytest.mark.parametrize("r", r_survey()["wilson"], ids=lambda r: f"{r['having']} of {r['of']}")
def test_wilson_on_a_simple_sample(r: dict[str, Any]) -> None:
    found = wilson(r["having"] / r["of"], r["of"])
    assert (found.low, found.high) == close(tuple(r["interval"]))


@pytest.mark.parametrize("method", [one for one in Multiplicity if one is not Multiplicity.NONE])
def test_families_of_tests(method: Multiplicity) -> None:
    r = r_survey()["adjusted"]
    assert adjusted(r["p"], method) == close(r[method])


def test_every_kind_of_design_was_compared() -> None:
    assert {bool(each["sizes"]) for each in given().values()} == {True, False}
    assert max(len(each["totals"]) for each in given().values()) == 2


def _mean(weights: Any, values: list[float]) -> float:
    return math.fsum(w * v for w, v in zip(weights, values, strict=True)) / math.fsum(weights)
