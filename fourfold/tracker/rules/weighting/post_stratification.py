"""Weights brought to the known totals of one set of groups that do not overlap (Holt and Smith 1979)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.tracker.rules.weighting.raking import rake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.weighting.raking import Raked
    from fourfold.tracker.rules.weighting.targets import Margin


def post_stratify(weights: Sequence[float], groups: Margin, *, first_row: int = 1) -> Raked:
    """In each group every weight times total / sum of its weights. Raises BadSurvey for groups that are at fault."""
    return rake(weights, [groups], first_row=first_row, most_turns=1)
