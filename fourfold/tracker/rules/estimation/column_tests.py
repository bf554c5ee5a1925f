"""Whether two columns of a table differ in a row, and the letters that say so.

No two programs test alike, so the way is named on every table. `DESIGN` compares by the sample's own variance, columns that
share clusters or respondents included. The others know of no strata, clusters or finite population:

    POOLED_EFFECTIVE  t = (p₁ − p₂) / √(P (1 − P) (1/e₁ + 1/e₂)), P = (e₁p₁ + e₂p₂)/(e₁ + e₂), e₁ + e₂ − 2 degrees of freedom
    POOLED            the same with numbers of respondents, compared with the normal distribution; 0% and 100% are not tested
    UNPOOLED          t = (p₁ − p₂) / √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂), n₁ + n₂ − 2 degrees of freedom
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Final

from scipy import special

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.effective_base import effective_base
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity, adjusted
from fourfold.tracker.rules.estimation.ratios import ratio_contributions
from fourfold.tracker.rules.estimation.variance import variance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design

# Two shares that differ by less than this differ by how a computer adds.
NOTHING: Final = 1e-12


class Comparison(StrEnum):
    DESIGN = "design"
    POOLED_EFFECTIVE = "pooled_effective"
    POOLED = "pooled"
    UNPOOLED = "unpooled"

    @property
    def text(self) -> str:
        return {
            Comparison.DESIGN: say("t with the variance of the sample's design"),
            Comparison.POOLED_EFFECTIVE: say("pooled t on effective bases"),
            Comparison.POOLED: say("pooled z on numbers of respondents"),
            Comparison.UNPOOLED: say("unpooled t on numbers of respondents"),
        }[self]


@dataclass(frozen=True, slots=True)
class Difference:
    """`value` is the first column's share less the second's; `p` None where it was not tested."""

    value: float
    standard_error: float
    degrees_of_freedom: float
    p: float | None


def difference(
    design: Design, having: Sequence[bool], one: Sequence[bool], other: Sequence[bool], by: Comparison
) -> Difference:
    """Of the shares that have it in two columns. Raises NothingToEstimate for a column of nobody."""
    flags, ones = [1.0 if has else 0.0 for has in having], (1.0,) * len(design.weights)
    p1, first = ratio_contributions(design, flags, ones, one)
    p2, second = ratio_contributions(design, flags, ones, other)
    if by is Comparison.DESIGN:
        error = math.sqrt(max(0.0, variance(design, [a - b for a, b in zip(first, second, strict=True)])))
        df = float(design.degrees_of_freedom([a or b for a, b in zip(one, other, strict=True)]))
        return _against_t(p1 - p2, error, df)
    if by is Comparison.POOLED_EFFECTIVE:
        bases = (_effective(design, one), _effective(design, other))
    else:
        bases = (float(sum(one)), float(sum(other)))
    return simple_difference((p1, p2), bases, by)


def simple_difference(shares: tuple[float, float], bases: tuple[float, float], by: Comparison) -> Difference:
    """By the formulas that know of two shares and two bases only."""
    (p1, p2), (n1, n2) = shares, bases
    if by is Comparison.UNPOOLED:
        error = math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    else:
        pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
        error = math.sqrt(max(0.0, pooled * (1 - pooled) * (1 / n1 + 1 / n2)))
    if by is not Comparison.POOLED:
        return _against_t(p1 - p2, error, n1 + n2 - 2)
    if {p1, p2} & {0.0, 1.0} or error == 0:
        return Difference(p1 - p2, error, math.inf, None)
    return Difference(p1 - p2, error, math.inf, 2 * float(special.ndtr(-abs(p1 - p2) / error)))


def letters(
    shares: Sequence[float],
    p_values: dict[tuple[int, int], float | None],
    *,
    names: Sequence[str],
    multiplicity: Multiplicity,
    sure: float = 0.05,
    likely: float = 0.10,
) -> list[str]:
    """For each column of one row of one block, the names of the columns it is surely higher than (capitals, p below `sure`) or
    likely (small letters). The family of the correction is this row of this block; what was not tested does not count in it.
    """
    tested = {pair: p for pair, p in p_values.items() if p is not None}
    found = [""] * len(shares)
    for (one, other), p in zip(tested, adjusted(list(tested.values()), multiplicity), strict=True):
        if p >= likely:
            continue
        higher, lower = (one, other) if shares[one] > shares[other] else (other, one)
        found[higher] += names[lower].upper() if p < sure else names[lower].lower()
    return ["".join(sorted(each, key=str.upper)) for each in found]


def pairs(columns: int) -> list[tuple[int, int]]:
    return list(combinations(range(columns), 2))


def _effective(design: Design, column: Sequence[bool]) -> float:
    return effective_base(weight for weight, inside in zip(design.weights, column, strict=True) if inside)


def _against_t(value: float, error: float, df: float) -> Difference:
    if error <= NOTHING or df < 1:
        return Difference(value, error, df, None)
    return Difference(value, error, df, 2 * float(special.stdtr(df, -abs(value) / error)))
