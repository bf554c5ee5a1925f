"""How many equally weighted respondents would say as much: Kish's effective base."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def effective_base(weights: Iterable[float]) -> float:
    """(Σw)² / Σw² (Kish 1965, section 11.7; 1992). It knows of weights only, not of strata, clusters or a finite population."""
    found = list(weights)
    squares = math.fsum(weight * weight for weight in found)
    return 0.0 if squares == 0 else math.fsum(found) ** 2 / squares


def design_base(share: float, variance: float) -> float | None:
    """How many of a simple random sample would give this share this variance: p (1 − p) / V. None where V says nothing."""
    return None if variance <= 0 else share * (1 - share) / variance
