"""`weighting.raking` for respondents by the million: on the crossed cells of the margins, of which there are few.

All respondents of a crossed cell are scaled alike, so the sums of weights in the cells are all that raking needs to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fourfold.tracker.rules.vector.columns import summed
from fourfold.tracker.rules.weighting.raking import MOST_TURNS, TOLERANCE, NotConverged, not_met

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.vector.columns import Codes, Numbers


@dataclass(frozen=True, slots=True)
class RakedColumns:
    weights: Numbers
    turns: int
    off: float


def rake_columns(
    weights: Numbers,
    margins: Sequence[tuple[str, Codes, Numbers]],
    *,
    tolerance: float = TOLERANCE,
    most_turns: int = MOST_TURNS,
) -> RakedColumns:
    """`margins` are each a name, the number of every respondent's group, and the groups' totals. The checks of data are `rake`'s;
    here somebody must be in each group. Raises NotConverged.
    """
    shape = tuple(len(totals) for _, _, totals in margins)
    cell = np.ravel_multi_index(tuple(codes for _, codes, _ in margins), shape)
    before = summed(cell, weights, int(np.prod(shape))).reshape(shape)
    cells = before.copy()
    turns = 0
    off, column, group = _furthest(cells, margins)
    while turns < most_turns and off > tolerance:
        for axis, (_, _, totals) in enumerate(margins):
            sums = cells.sum(axis=tuple(other for other in range(len(shape)) if other != axis))
            cells *= (totals / sums).reshape([-1 if other == axis else 1 for other in range(len(shape))])
        turns += 1
        off, column, group = _furthest(cells, margins)
    if off > tolerance:
        raise NotConverged(not_met(column, str(group), off, turns), off=off, turns=turns)
    factor = np.divide(cells, before, out=np.ones(shape), where=before > 0).ravel()
    return RakedColumns(weights * factor[cell], turns, off)


def _furthest(cells: Numbers, margins: Sequence[tuple[str, Codes, Numbers]]) -> tuple[float, str, int]:
    worst = (-1.0, "", 0)
    for axis, (name, _, totals) in enumerate(margins):
        sums = cells.sum(axis=tuple(other for other in range(cells.ndim) if other != axis))
        off = np.abs(sums / totals - 1)
        worst = max(worst, (float(off.max()), name, int(off.argmax())))
    return worst
