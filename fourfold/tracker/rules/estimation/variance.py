"""The linearised variance of a total: how much the sums of what was drawn differ inside each stratum.

V = Σ over strata of (1 − f) · n/(n − 1) · Σ over clusters of (sum of the cluster − mean of such sums)². Every cluster of the
sample takes part, with nought where none of its members is asked about. Särndal, Swensson and Wretman 1992, section 5.5;
Lumley 2010, chapter 2.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Calibration, Design

_CLOSE: Final = 1e-15
_MOST_SWEEPS: Final = 10_000


def covariance(design: Design, one: Sequence[float], other: Sequence[float]) -> float:
    """Of two weighted totals, each given as what every respondent adds to it (the weight included)."""
    ours, theirs = _left_over(design, one), _left_over(design, other)
    parts = []
    for stratum, drawn in design.drawn.items():
        left = 1 - design.fraction(stratum)
        if left == 0:
            continue
        a, b = _cluster_sums(design, stratum, ours), _cluster_sums(design, stratum, theirs)
        a_mean, b_mean = math.fsum(a.values()) / drawn, math.fsum(b.values()) / drawn
        inside = math.fsum((a[cluster] - a_mean) * (b[cluster] - b_mean) for cluster in a)
        parts.append(left * drawn / (drawn - 1) * inside)
    return math.fsum(parts)


def variance(design: Design, contributions: Sequence[float]) -> float:
    return covariance(design, contributions, contributions)


def _cluster_sums(design: Design, stratum: str, contributions: Sequence[float]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for cluster, home, part in zip(design.clusters, design.strata, contributions, strict=True):
        if home == stratum:
            sums[cluster] = sums.get(cluster, 0.0) + part
    return sums


def _left_over(design: Design, contributions: Sequence[float]) -> Sequence[float]:
    """What the known totals do not explain. Deville and Särndal 1992: residuals of a regression on the margins with the
    weights before calibration, times the weights after it. Here by taking each margin's means out in turn until none is left.
    """
    calibration = design.calibration
    if calibration is None:
        return contributions
    values = [part / weight for part, weight in zip(contributions, design.weights, strict=True)]
    scale = max((abs(value) for value in values), default=0.0)
    for _ in range(_MOST_SWEEPS):
        taken = max((_take_out(values, margin, calibration) for margin in calibration.margins), default=0.0)
        if taken <= _CLOSE * scale:
            break
    return [value * weight for value, weight in zip(values, design.weights, strict=True)]


def _take_out(values: list[float], margin: Sequence[str], calibration: Calibration) -> float:
    """Takes the mean of each group out of `values`; the answer is the largest of these means."""
    sums: dict[str, float] = {}
    bases: dict[str, float] = {}
    for group, value, weight in zip(margin, values, calibration.before, strict=True):
        sums[group] = sums.get(group, 0.0) + weight * value
        bases[group] = bases.get(group, 0.0) + weight
    means = {group: sums[group] / bases[group] for group in sums}
    for at, group in enumerate(margin):
        values[at] -= means[group]
    return max(abs(mean) for mean in means.values())
