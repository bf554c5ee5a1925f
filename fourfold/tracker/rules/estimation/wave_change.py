"""How much a figure changed from one wave to the next, when the waves share none, some or all of their organisations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.intervals import CONFIDENCE, Interval, around
from fourfold.tracker.rules.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.estimate import Estimate


@dataclass(frozen=True, slots=True)
class SharedStratum:
    """A stratum in two waves of simple random samples without replacement: `drawn` in each, and the values of those that are in
    both, pair by pair. `weight` is the stratum's share of the population, `size` its number of organisations.
    """

    name: str
    weight: float
    size: int
    drawn: tuple[int, int]
    both: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Change:
    value: float
    standard_error: float
    degrees_of_freedom: float
    interval: Interval


def change(
    before: Estimate, after: Estimate, *, covariance: float = 0.0, confidence: float = CONFIDENCE
) -> Change:
    """After less before: V = V₁ + V₂ − 2 Cov, with Satterthwaite's degrees of freedom. Independent samples have no covariance.

    Raises BadSurvey where the two count different things: a share of organisations is not compared with one of contacts.
    """
    if before.population.estimand is not after.population.estimand:
        raise refuse(
            say(
                "one wave counts {one} and the other {other}: that is no change",
                one=before.population.estimand.text,
                other=after.population.estimand.text,
            )
        )
    variance = before.variance + after.variance - 2 * covariance
    if variance < 0:
        raise refuse(say("the covariance of the waves is greater than their variances allow"))
    parts = before.variance**2 / max(before.degrees_of_freedom, 1) + after.variance**2 / max(
        after.degrees_of_freedom, 1
    )
    df = (before.variance + after.variance) ** 2 / parts if parts else math.inf
    value, error = after.value - before.value, math.sqrt(variance)
    return Change(value, error, df, around(value, error, df, confidence=confidence))


def overlap_covariance(strata: Sequence[SharedStratum]) -> float:
    """Σ W² (n₁₂ / (n₁ n₂) − 1/N) s₁₂, with s₁₂ the covariance of the organisations in both waves (Tam 1984; Berger 2004).

    For means or shares of simple random samples within strata, where chance alone decided who is in both, given how many are. A
    stratum without a shared organisation adds nothing, because s₁₂ is not known there; with one it is refused.
    """
    total = 0.0
    for stratum in strata:
        (first, second), both = stratum.drawn, len(stratum.both)
        if both == 0:
            continue
        if both == 1:
            raise refuse(
                say(
                    "the waves share one organisation in the stratum {name}: join it to another",
                    name=stratum.name,
                ),
                column=say("stratum"),
            )
        if both > min(first, second) or max(first, second) > stratum.size:
            raise refuse(
                say(
                    "more are in both waves than in one, or more than there are, in {name}", name=stratum.name
                ),
                column=say("stratum"),
            )
        one = math.fsum(pair[0] for pair in stratum.both) / both
        other = math.fsum(pair[1] for pair in stratum.both) / both
        spread = math.fsum((a - one) * (b - other) for a, b in stratum.both) / (both - 1)
        total += stratum.weight**2 * (both / (first * second) - 1 / stratum.size) * spread
    return total
