"""What weighting costs and how far it reaches: printed with every set of weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.tracker.rules.estimation.effective_base import effective_base

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """`design_effect` is respondents over effective base (Kish), `efficiency` its inverse, `spread` the greatest over the least
    weight.
    """

    respondents: int
    total: float
    least: float
    most: float
    effective: float
    design_effect: float
    efficiency: float
    spread: float


def diagnostics(weights: Sequence[float]) -> Diagnostics:
    """Of one weight or more, all above nought."""
    count, effective = len(weights), effective_base(weights)
    least, most = min(weights), max(weights)
    return Diagnostics(
        count, math.fsum(weights), least, most, effective, count / effective, effective / count, most / least
    )
