"""Whether two questions have to do with each other, for a sample that was not drawn simply: Rao and Scott's second correction.

Pearson's X² of the weighted shares, divided by the mean design effect, is compared with F(d, d·ν): d = tr(Δ)² / tr(Δ²), where
Δ holds the design effects of the interaction's contrasts and ν are the design's degrees of freedom (Rao and Scott 1981, 1984;
Thomas and Rao 1987). The same as `svychisq(statistic = "F")` of R's survey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.ratios import ratio_contributions
from fourfold.tracker.rules.estimation.variance import covariance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design
    from fourfold.tracker.rules.vector.columns import Numbers

LEAST_CATEGORIES: Final = 2
# Empty combinations leave contrasts that nothing is known of; what solving for them gives is how a computer adds.
_SINGULAR: Final = 1e-10
# A design effect that is nearly nought is one that nothing varies in, but for how a computer adds.
_NO_EFFECT: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Association:
    """`statistic` on `above` and `below` degrees of freedom; `p` is the chance of as much or more where nothing is related."""

    statistic: float
    above: float
    below: float
    p: float


@dataclass(frozen=True, slots=True)
class NotTested:
    """No test, and why. Never a p-value of nought or one."""

    reason: str


def association(
    design: Design,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    within: Sequence[bool] | None = None,
) -> Association | NotTested:
    """Of the answers `rows` and `columns`, among the respondents `within`."""
    inside = tuple(within or (True,) * len(design.weights))
    row_names = sorted({row for row, asked in zip(rows, inside, strict=True) if asked})
    column_names = sorted({column for column, asked in zip(columns, inside, strict=True) if asked})
    ones = (1.0,) * len(inside)
    found = [
        ratio_contributions(
            design,
            [1.0 if pair == (row, column) else 0.0 for pair in zip(rows, columns, strict=True)],
            ones,
            inside,
        )
        for row in row_names
        for column in column_names
    ]
    together = np.array([[covariance(design, one, other) for _, other in found] for _, one in found])
    shares = np.array([share for share, _ in found]).reshape(len(row_names), len(column_names))
    return second_order(
        shares, together, respondents=sum(inside), degrees_of_freedom=design.degrees_of_freedom(inside)
    )


def second_order(
    shares: Numbers, covariances: Numbers, *, respondents: int, degrees_of_freedom: int
) -> Association | NotTested:
    """`shares` of everyone, rows × columns, and the covariances of its cells, row by row. Rows and columns of nobody are left
    out.
    """
    kept = np.outer(shares.sum(axis=1) > 0, shares.sum(axis=0) > 0)
    rows, columns = int(kept.any(axis=1).sum()), int(kept.any(axis=0).sum())
    if rows < LEAST_CATEGORIES or columns < LEAST_CATEGORIES:
        return NotTested(say("all are in one row or one column"))
    if degrees_of_freedom < 1:
        return NotTested(say("there are no more clusters than strata"))
    table = shares[kept].reshape(rows, columns)
    together = covariances[np.ix_(kept.ravel(), kept.ravel())]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = respondents * float(((table - expected) ** 2 / expected).sum())
    cells = table.ravel()
    over = np.divide(1.0, cells, out=np.zeros_like(cells), where=cells > 0)
    # Contrasts that are orthogonal to both margins; which of their bases is used does not matter.
    contrasts = np.kron(_from_last(rows), _from_last(columns)) * over[:, None]
    simple = contrasts.T @ (contrasts / np.where(over > 0, over, 1.0)[:, None]) / respondents
    if np.linalg.matrix_rank(simple, rtol=_SINGULAR, hermitian=True) < len(simple):
        return NotTested(say("too many combinations of answers have nobody"))
    effects = np.linalg.solve(simple, contrasts.T @ together @ contrasts)
    trace, squares = float(np.trace(effects)), float(np.trace(effects @ effects))
    if not (np.isfinite(trace) and np.isfinite(squares)) or trace <= _NO_EFFECT or squares <= 0:
        return NotTested(say("the sample shows no variation to test against"))
    above = trace * trace / squares
    below = above * degrees_of_freedom
    statistic = pearson / trace
    return Association(statistic, above, below, float(special.fdtrc(above, below, statistic)))


def _from_last(count: int) -> Numbers:
    return np.vstack([np.eye(count - 1), -np.ones(count - 1)])
