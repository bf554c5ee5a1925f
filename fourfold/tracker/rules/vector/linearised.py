"""`estimation.variance` and `estimation.ratios` over columns: all covariances of many figures at once."""

from __future__ import annotations

import numpy as np

from fourfold.tracker.rules.vector.columns import Codes, Columns, Flags, Numbers, summed


def covariances(columns: Columns, contributions: Numbers) -> Numbers:
    """Of weighted totals, given as respondents × totals: the matrix of their covariances."""
    parts = left_over(columns, contributions)
    if columns.clusters is None or columns.home is None:
        sums, home = parts, columns.strata
    else:
        known = columns.home >= 0
        sums = np.column_stack([summed(columns.clusters, part, len(columns.home)) for part in parts.T])[known]
        home = columns.home[known]
    means = _by_group(home, sums, len(columns.drawn)) / columns.drawn[:, None]
    around = sums - means[home]
    weighted: Numbers = (around * columns.factor[home][:, None]).T @ around
    return weighted


def left_over(columns: Columns, contributions: Numbers) -> Numbers:
    """What the known totals of a calibration do not explain; all of it where nothing was calibrated."""
    if columns.before is None:
        return contributions
    root = np.sqrt(columns.before)[:, None]
    known = np.column_stack([_indicators(margin) for margin in columns.margins])
    values = contributions / columns.weights[:, None]
    fit, *_ = np.linalg.lstsq(known * root, values * root, rcond=None)
    rest: Numbers = (values - known @ fit) * columns.weights[:, None]
    return rest


def shares(columns: Columns, having: Flags, within: Flags) -> tuple[Numbers, Numbers]:
    """For each pair of columns of `having` and `within` (respondents × figures): the share, and what each respondent adds to
    its error. A figure of nobody is not a number.
    """
    weights = columns.weights[:, None]
    base = (weights * within).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (weights * (having & within)).sum(axis=0) / base
        parts = np.where(within, weights * (having - value) / base, 0.0)
    return value, parts


def means(columns: Columns, values: Numbers, within: Flags) -> tuple[Numbers, Numbers]:
    """As `shares`, of any numbers: `values` is one column of them, `within` has a column for each figure."""
    weights = columns.weights[:, None]
    base = (weights * within).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (weights * np.where(within, values[:, None], 0.0)).sum(axis=0) / base
        parts = np.where(within, weights * (values[:, None] - value) / base, 0.0)
    return value, parts


def _by_group(groups: Codes, values: Numbers, count: int) -> Numbers:
    return np.column_stack([summed(groups, column, count) for column in values.T])


def _indicators(margin: Codes) -> Numbers:
    made: Numbers = np.equal.outer(margin, np.arange(int(margin.max()) + 1)).astype(float)
    return made
