"""Variance by doing it over: the figure from many slightly different samples made of the one there is.

The jackknife leaves out a cluster at a time and weights its stratum's others up by n/(n − 1). The bootstrap draws n − 1 of a
stratum's n clusters with replacement and weights them by n/(n − 1) times how often each came (Rao and Wu 1988; Rao, Wu and Yue
1992), drawn in by √(1 − f) where the population is finite. Distances are from the mean of the replicates, as in R's survey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.estimate import Estimate, Method
from fourfold.tracker.rules.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fourfold.tracker.rules.estimation.design import Design

    Weights = Sequence[float]

LEAST = 2


@dataclass(frozen=True, slots=True)
class Replicates:
    """A set of weights for each replicate, and how much its squared distance counts."""

    weights: tuple[tuple[float, ...], ...]
    factors: tuple[float, ...]
    method: Method


def jackknife(design: Design) -> Replicates:
    """One replicate for each cluster; its distance counts (1 − f) (n − 1)/n."""
    weights, factors = [], []
    drawn = design.drawn
    for stratum, cluster in dict.fromkeys(zip(design.strata, design.clusters, strict=True)):
        count = drawn[stratum]
        left = 1 - design.fraction(stratum)
        if count == 1:
            continue
        weights.append(
            tuple(
                0.0 if other == cluster else weight * count / (count - 1) if home == stratum else weight
                for weight, home, other in zip(design.weights, design.strata, design.clusters, strict=True)
            )
        )
        factors.append(left * (count - 1) / count)
    return Replicates(tuple(weights), tuple(factors), Method.JACKKNIFE)


def bootstrap(design: Design, *, count: int, seed: int) -> Replicates:
    """The same `seed` draws the same."""
    if count < LEAST:
        raise refuse(say("a bootstrap needs two replicates or more"))
    chance = np.random.default_rng(seed)
    members: dict[str, list[str]] = {}
    for stratum, cluster in dict.fromkeys(zip(design.strata, design.clusters, strict=True)):
        members.setdefault(stratum, []).append(cluster)
    found = []
    for _ in range(count):
        factor: dict[str, float] = {}
        for stratum, clusters in members.items():
            size = len(clusters)
            if size == 1:
                factor[clusters[0]] = 1.0
                continue
            times = np.bincount(chance.integers(size, size=size - 1), minlength=size)
            pull = math.sqrt(1 - design.fraction(stratum))
            for cluster, often in zip(clusters, times.tolist(), strict=True):
                factor[cluster] = 1 + pull * (often * size / (size - 1) - 1)
        found.append(
            tuple(
                weight * factor[cluster]
                for weight, cluster in zip(design.weights, design.clusters, strict=True)
            )
        )
    return Replicates(tuple(found), (1 / (count - 1),) * count, Method.BOOTSTRAP)


def replicate_variance(replicates: Replicates, figures: Sequence[float]) -> float:
    """Σ factor · (figure − mean of the figures)², over replicates whose factor is not nought."""
    counted = [
        (figure, factor) for figure, factor in zip(figures, replicates.factors, strict=True) if factor > 0
    ]
    if not counted:
        return 0.0
    centre = math.fsum(figure for figure, _ in counted) / len(counted)
    return math.fsum(factor * (figure - centre) ** 2 for figure, factor in counted)


def replicated(
    design: Design,
    replicates: Replicates,
    figure: Callable[[Weights], float],
    *,
    weigh_again: Callable[[Weights], Weights] | None = None,
) -> Estimate:
    """Any figure that is computed from weights. A design that was calibrated must be weighed again in each replicate, or the
    variance would not know what the known totals explain: refused without `weigh_again`.
    """
    if design.calibration is not None and weigh_again is None:
        raise refuse(say("say how the weights of each replicate are brought to the known totals"))
    again = weigh_again or (lambda weights: weights)
    return Estimate(
        value=figure(design.weights),
        variance=replicate_variance(replicates, [figure(again(weights)) for weights in replicates.weights]),
        base=len(design.weights),
        weighted_base=math.fsum(design.weights),
        degrees_of_freedom=design.degrees_of_freedom(),
        population=design.population,
        method=replicates.method,
    )
