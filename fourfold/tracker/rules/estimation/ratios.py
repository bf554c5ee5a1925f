"""Ratios of two totals, and what is one: a mean is a total over a count, a proportion a mean of noughts and ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.estimate import Estimate, NothingToEstimate
from fourfold.tracker.rules.estimation.variance import variance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design


def ratio(
    design: Design, above: Sequence[float], below: Sequence[float], *, within: Sequence[bool] | None = None
) -> Estimate:
    """The total of `above` over that of `below`, among the respondents `within`. Raises NothingToEstimate."""
    inside = within or (True,) * len(design.weights)
    value, parts = ratio_contributions(design, above, below, inside)
    return Estimate(
        value=value,
        variance=variance(design, parts),
        base=sum(inside),
        weighted_base=math.fsum(
            weight for weight, asked in zip(design.weights, inside, strict=True) if asked
        ),
        degrees_of_freedom=design.degrees_of_freedom(inside),
        population=design.population,
    )


def mean(design: Design, values: Sequence[float], *, within: Sequence[bool] | None = None) -> Estimate:
    return ratio(design, values, (1.0,) * len(design.weights), within=within)


def proportion(design: Design, having: Sequence[bool], *, within: Sequence[bool] | None = None) -> Estimate:
    """The share of those `within` that have it, between 0 and 1."""
    return mean(design, [1.0 if has else 0.0 for has in having], within=within)


def ratio_contributions(
    design: Design, above: Sequence[float], below: Sequence[float], inside: Sequence[bool]
) -> tuple[float, list[float]]:
    """The ratio R, and what each respondent adds to its error: w (y − R x) / X̂, nought outside (Woodruff 1971)."""
    rows = list(zip(design.weights, above, below, inside, strict=True))
    total_below = math.fsum(weight * x for weight, _, x, asked in rows if asked)
    if total_below == 0:
        raise NothingToEstimate(say("there is nobody to take a share of"))
    value = math.fsum(weight * y for weight, y, _, asked in rows if asked) / total_below
    return value, [weight * (y - value * x) / total_below if asked else 0.0 for weight, y, x, asked in rows]
