"""The second solver: mixed-integer programming by HiGHS, which comes with SciPy.

It is slower on large sets and knows no products of unknowns: a base size is written as a sum of powers of two, and each
power times the count is held by four inequalities that are exact, because a bit is nought or one (McCormick 1976).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.figures.formulation import Programme, Row
from fourfold.tracker.rules.figures.solver import Undecided

if TYPE_CHECKING:
    from fourfold.tracker.rules.figures.formulation import Product

_SOLVED, _INFEASIBLE = 0, 2


@dataclass(frozen=True, slots=True)
class Milp:
    seconds: float = 120
    name: str = "HiGHS"

    def solve(self, programme: Programme) -> tuple[int, ...] | None:
        linear = without_products(programme)
        unknowns, rows = len(linear.bounds), linear.rows
        low = np.array([-np.inf if row.low is None else row.low for row in rows])
        high = np.array([np.inf if row.high is None else row.high for row in rows])
        if any(low > high) or any(
            not row.terms and not low[at] <= 0 <= high[at] for at, row in enumerate(rows)
        ):
            return None
        places = [
            (at, unknown, factor) for at, row in enumerate(rows) for unknown, factor in row.terms.items()
        ]
        matrix = csr_array(
            ([each[2] for each in places], ([each[0] for each in places], [each[1] for each in places])),
            shape=(len(rows), unknowns),
        )
        found = milp(
            np.zeros(unknowns),
            integrality=np.ones(unknowns),
            bounds=Bounds(np.zeros(unknowns), np.array(linear.bounds, dtype=float)),
            constraints=LinearConstraint(matrix, low, high),
            options={"time_limit": self.seconds},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status != _SOLVED:
            raise Undecided(say("HiGHS did not decide within {seconds} seconds", seconds=self.seconds))
        return tuple(round(value) for value in found.x[: len(programme.bounds)])


def without_products(programme: Programme) -> Programme:
    """The same programme in sums alone, with more unknowns after those it had."""
    linear = Programme(list(programme.bounds), list(programme.rows), [])
    for product in programme.products:
        _write_out(linear, product)
    return linear


def _write_out(linear: Programme, product: Product) -> None:
    most = linear.bounds[product.count]
    size, whole = {product.base: -1}, {product.of: -1}
    for power in range(linear.bounds[product.base].bit_length()):
        bit, part = linear.unknown(1), linear.unknown(most)
        size[bit] = whole[part] = 2**power
        # part = bit × count: nought without the bit, the count with it.
        linear.rows += [
            Row({part: 1, bit: -most}, None, 0),
            Row({part: 1, product.count: -1}, None, 0),
            Row({part: 1, product.count: -1, bit: -most}, -most, None),
        ]
    linear.rows += [Row(size, 0, 0), Row(whole, 0, 0)]
