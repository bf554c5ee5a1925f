"""The social weight under which a buyer is asked to think again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.parameters import parameter

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.kernel.sources import Source

KEY = "frameworks.social_value_model_2025.minimum_weighting"


@dataclass(frozen=True, slots=True)
class LeastSocialWeight:
    """In points of 100, with where the figure comes from. Central government's minimum; a yardstick for everyone else."""

    points: Decimal
    source: Source


def least_social_weight(*, on: date) -> LeastSocialWeight | None:
    """None where no figure is known to hold on that day."""
    answer = parameter(KEY).at(on)
    if not isinstance(answer, Known):
        return None
    return LeastSocialWeight((answer.value * 100).normalize(), answer.source)
