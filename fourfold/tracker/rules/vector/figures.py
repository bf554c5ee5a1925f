"""The figures of a block from its sums: shares, means, their covariances across columns, and which columns differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from fourfold.tracker.rules.estimation.column_tests import NOTHING, Comparison
from fourfold.tracker.rules.estimation.rao_scott import Association, NotTested, second_order

if TYPE_CHECKING:
    from fourfold.tracker.rules.vector.cells import CellSums
    from fourfold.tracker.rules.vector.columns import Numbers


@dataclass(frozen=True, slots=True)
class RowFigures:
    """Rows × columns of values; rows × columns × columns of covariances. Of nobody they are no number."""

    values: Numbers
    covariances: Numbers

    @property
    def standard_errors(self) -> Numbers:
        variances = np.diagonal(self.covariances, axis1=1, axis2=2)
        errors: Numbers = np.sqrt(np.maximum(variances, 0.0))
        return errors


def by_column(sums: CellSums, above: Numbers, below: Numbers) -> RowFigures:
    """Of each row and column: Σ above · sum / Σ below · sum over the answers. `above` and `below` are rows × answers: ones where
    an answer belongs to the share and to its base, or scores.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        base = below @ sums.weighted.T
        values = (above @ sums.weighted.T) / base
        slopes = (above[:, None, :] - values[:, :, None] * below[:, None, :]) / base[:, :, None]
    slopes = np.where(np.isfinite(slopes), slopes, 0.0)
    through = np.einsum("rck,ckdl->rcdl", slopes, sums.covariances)
    return RowFigures(values, np.einsum("rcdl,rdl->rcd", through, slopes))


def across_columns(sums: CellSums, above: Numbers, below: Numbers) -> tuple[Numbers, Numbers]:
    """Shares of one whole for all columns, and their variances: Σ above · sum of a column / Σ below · sum of all columns."""
    base = (below @ sums.weighted.T).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = (above @ sums.weighted.T) / base[:, None]
        rows, columns = values.shape
        slopes = -values[:, :, None, None] * below[:, None, None, :] / base[:, None, None, None]
        slopes = np.repeat(slopes, columns, axis=2)
        at = np.arange(columns)
        slopes[:, at, at, :] += (above / base[:, None])[:, None, :]
    flat = np.where(np.isfinite(slopes), slopes, 0.0).reshape(rows, columns, -1)
    together = sums.covariances.reshape(flat.shape[2], flat.shape[2])
    return values, np.einsum("rcx,xy,rcy->rc", flat, together, flat, optimize=True)


def p_values(figures: RowFigures, sums: CellSums, by: Comparison) -> Numbers:
    """Rows × columns × columns, no number where nothing was tested; as `estimation.column_tests` has each way."""
    values = figures.values
    apart = values[:, :, None] - values[:, None, :]
    if by is Comparison.DESIGN:
        variances = np.diagonal(figures.covariances, axis1=1, axis2=2)
        spread = variances[:, :, None] + variances[:, None, :] - 2 * figures.covariances
        return _t(apart, np.sqrt(np.maximum(spread, 0.0)), sums.freedom.astype(float))
    with np.errstate(invalid="ignore", divide="ignore"):
        if by is Comparison.POOLED_EFFECTIVE:
            base = sums.weighted.sum(axis=1) ** 2 / sums.squared.sum(axis=1)
        else:
            base = sums.respondents.sum(axis=1).astype(float)
        if by is Comparison.UNPOOLED:
            own = values * (1 - values) / base
            return _t(apart, np.sqrt(own[:, :, None] + own[:, None, :]), base[:, None] + base - 2)
        pooled = (base * values)[:, :, None] + (base * values)[:, None, :]
        pooled /= base[:, None] + base
        error = np.sqrt(np.maximum(pooled * (1 - pooled) * (1 / base[:, None] + 1 / base), 0.0))
        if by is Comparison.POOLED_EFFECTIVE:
            return _t(apart, error, base[:, None] + base - 2)
        edge = (values == 0) | (values == 1)
        kept = ~(edge[:, :, None] | edge[:, None, :]) & (error > 0)
        found: Numbers = np.where(kept, 2 * special.ndtr(-np.abs(apart) / error), np.nan)
        return found


def association(sums: CellSums) -> Association | NotTested:
    """Of the columns and the answers, as `estimation.rao_scott`, over all respondents of the block."""
    cells = sums.weighted.ravel()
    total = cells.sum()
    respondents = int(sums.respondents.sum())
    if total <= 0:
        return second_order(
            np.zeros_like(sums.weighted), np.zeros((cells.size,) * 2), respondents=0, degrees_of_freedom=0
        )
    shares = cells / total
    together = sums.covariances.reshape(cells.size, cells.size)
    # The slopes of a share in all totals: (1 on its own − the share) / total.
    rows = together - shares[:, None] * together.sum(axis=0)
    of_shares = (rows - rows.sum(axis=1)[:, None] * shares) / total**2
    return second_order(
        shares.reshape(sums.weighted.shape),
        of_shares,
        respondents=respondents,
        degrees_of_freedom=sums.freedom_of_all,
    )


def _t(apart: Numbers, error: Numbers, df: Numbers) -> Numbers:
    with np.errstate(invalid="ignore", divide="ignore"):
        tested = (error > NOTHING) & (df >= 1)
        found: Numbers = np.where(tested, 2 * special.stdtr(df, -np.abs(apart) / error), np.nan)
    return found
