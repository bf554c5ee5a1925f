"""Krippendorff's alpha for points on a scale whose steps have an order (ordinal), from any number of evaluators.

Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, sections D and E: with
the values that can be paired, n of them, of which n_c are c, and the coincidences o_ck,

    alpha = 1 - (n - 1) * sum over c, k of o_ck * d_ck  /  sum over c, k of n_c * n_k * d_ck
    d_ck  = (n_c / 2 + the n_g between c and k + n_k / 2) squared

One says that evaluators agree perfectly, nothing that they agree as chance would, less than nothing that they disagree by
system. Exact, as a fraction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A convention of ours: a coefficient of fewer items swings with a single score.
FEWEST_ITEMS = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` is None where there are too few items to say (`items` counts those that two or more have scored), or where
    every score is the same and there is nothing to tell apart.
    """

    alpha: Fraction | None
    items: int
    evaluators: int

    @property
    def too_few(self) -> bool:
        return self.items < FEWEST_ITEMS


def ordinal_alpha(items: Sequence[Sequence[int]]) -> Fraction | None:
    """Each item holds the points given to it, by whom does not matter. None where nothing could have differed."""
    paired = [item for item in items if len(item) > 1]
    counts = Counter(value for item in paired for value in item)
    total = sum(counts.values())
    distance = _distances(counts)
    expected = sum(counts[c] * counts[k] * distance[c, k] for c in counts for k in counts)
    if not expected:
        return None
    observed = Fraction(0)
    for item in paired:
        inside = Counter(item)
        weight = Fraction(1, len(item) - 1)
        observed += weight * sum(
            inside[c] * (inside[k] - (c == k)) * distance[c, k] for c in inside for k in inside
        )
    return 1 - (total - 1) * observed / expected


def _distances(counts: Counter[int]) -> dict[tuple[int, int], Fraction]:
    values = sorted(counts)
    return {
        (c, k): (
            sum(counts[g] for g in values if min(c, k) <= g <= max(c, k)) - Fraction(counts[c] + counts[k], 2)
        )
        ** 2
        if c != k
        else Fraction(0)
        for c in values
        for k in values
    }


def agreement(items: Sequence[Sequence[int]], *, evaluators: int) -> Agreement:
    several = [item for item in items if len(item) > 1]
    if len(several) < FEWEST_ITEMS:
        return Agreement(None, len(several), evaluators)
    return Agreement(ordinal_alpha(several), len(several), evaluators)
