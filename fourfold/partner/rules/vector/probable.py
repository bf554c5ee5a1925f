"""The same amount, days and recipient in several rows, and no key that says whether they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fourfold.partner.rules.vector.columns import NONE
from fourfold.partner.rules.vector.runs import run_of_each, starts_of_runs

if TYPE_CHECKING:
    from fourfold.partner.rules.vector.columns import Columns, Wholes


def probable_columns(columns: Columns) -> Wholes:
    """For each row the number of the group in which it is probably the same as another, and -1 for none."""
    group = np.full(len(columns), NONE, dtype=np.int64)
    rows = np.flatnonzero((columns.recipient != NONE) & ~columns.of_person & (columns.amount > 0))
    if not len(rows):
        return group
    key = columns.key[rows]
    # Without a key every claim is of something else, as far as is known.
    thing = np.where(key == NONE, -2 - columns.claim[rows], key)
    # Groups of measures are lifted above measures, so that one column is for both.
    lens = np.where(
        columns.group[rows] == NONE,
        columns.measure[rows],
        columns.group[rows] + int(columns.measure.max()) + 1,
    )
    alike = [
        columns.recipient[rows],
        lens,
        columns.unit[rows],
        columns.amount[rows],
        columns.first_day[rows],
        columns.last_day[rows],
    ]
    order = np.lexsort((thing, *alike))
    alike = [column[order] for column in alike]
    starts = starts_of_runs(*alike)
    differs = np.zeros(len(rows), dtype=np.int64)
    differs[starts_of_runs(*alike, thing[order])] = 1
    several = np.add.reduceat(differs, starts) > 1
    run = run_of_each(starts, len(rows))
    group[rows[order]] = np.where(several[run], run, NONE)
    return group
