"""Which statements a contradiction is probably between, asked of linear programming, which answers at once.

Each statement's rows may be broken at a price; of what is broken least, the rows with a shadow price are those in each
other's way. Whole numbers and products are not looked at, so the answer is a hint, which an exact solver must confirm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from fourfold.tracker.rules.figures.formulation import Programme, Terms

_NOTHING = 1e-7


def suspects(programme: Programme) -> frozenset[str]:
    """The ids of the statements in each other's way; none where fractions of respondents could fulfil them all."""
    equal: list[tuple[Terms, int]] = []
    above: list[tuple[Terms, int, str]] = []
    for row in programme.rows:
        if row.of is None and row.low is not None and row.low == row.high:
            equal.append((row.terms, row.low))
            continue
        if row.high is not None:
            above.append((row.terms, row.high, row.of or ""))
        if row.low is not None:
            above.append(({place: -factor for place, factor in row.terms.items()}, -row.low, row.of or ""))
    unknowns = len(programme.bounds)
    breakable = [at for at, (_, _, of) in enumerate(above) if of]
    columns = unknowns + len(breakable)
    matrix = _matrix(
        [terms for terms, _, _ in above], columns, {at: unknowns + n for n, at in enumerate(breakable)}
    )
    found = linprog(
        np.concatenate([np.zeros(unknowns), np.ones(len(breakable))]),
        A_ub=matrix,
        b_ub=[high for _, high, _ in above],
        A_eq=_matrix([terms for terms, _ in equal], columns, {}),
        b_eq=[value for _, value in equal],
        bounds=[*((0, most) for most in programme.bounds), *((0, None) for _ in breakable)],
    )
    if found.status != 0 or found.fun < _NOTHING:
        return frozenset()
    prices = found.ineqlin.marginals
    return frozenset(of for at, (_, _, of) in enumerate(above) if of and abs(prices[at]) > _NOTHING)


def _matrix(rows: list[Terms], columns: int, broken_by: dict[int, int]) -> csr_array:
    places = [(at, place, factor) for at, terms in enumerate(rows) for place, factor in terms.items()]
    # Broken rows are measured in their own largest factor, so that a percentage costs what a count does.
    places += [
        (at, column, -max((abs(factor) for factor in rows[at].values()), default=1))
        for at, column in broken_by.items()
    ]
    return csr_array(
        ([each[2] for each in places], ([each[0] for each in places], [each[1] for each in places])),
        shape=(len(rows), columns),
        dtype=float,
    )
