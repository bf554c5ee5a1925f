"""Runs of equal rows in sorted columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fourfold.partner.rules.vector.columns import Wholes


def starts_of_runs(*columns: Wholes) -> Wholes:
    """Where a row differs from the one before in one of the columns; the first row always."""
    new = np.zeros(len(columns[0]), dtype=np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def run_of_each(starts: Wholes, size: int) -> Wholes:
    """For each row the number of the run that it is in."""
    begins = np.zeros(size, dtype=np.int64)
    begins[starts] = 1
    run: Wholes = np.cumsum(begins) - 1
    return run
