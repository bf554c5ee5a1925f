"""The total of a population, from what each respondent stands for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fourfold.tracker.rules.estimation.estimate import Estimate
from fourfold.tracker.rules.estimation.variance import variance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design


def total(design: Design, values: Sequence[float], *, within: Sequence[bool] | None = None) -> Estimate:
    """Σ w y over those `within` (Horvitz and Thompson 1952). Of nobody it is nought, and surely so."""
    inside = within or (True,) * len(design.weights)
    parts = [
        weight * value if asked else 0.0
        for weight, value, asked in zip(design.weights, values, inside, strict=True)
    ]
    return Estimate(
        value=math.fsum(parts),
        variance=variance(design, parts),
        base=sum(inside),
        weighted_base=math.fsum(
            weight for weight, asked in zip(design.weights, inside, strict=True) if asked
        ),
        degrees_of_freedom=design.degrees_of_freedom(inside),
        population=design.population,
    )
