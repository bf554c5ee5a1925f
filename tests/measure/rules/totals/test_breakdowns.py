"""Breakdowns in which nobody's pounds can be worked out."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, NotAdded, Total
from fourfold.measure.rules.totals.breakdowns import Breakdown, By, Local, Supplied, break_down
from tests.measure.rules.totals.examples import PRICES, called, examples, pounds

BASIS = Basis(("spend",), Figure.VERIFIED, PRICES)


def supplied(name: str, local: str, size: str, *, pounds_each: int = 100, sector: str = "") -> Supplied:
    return Supplied(name, Amount(name, "spend", pounds(pounds_each)), Local(local), size, sector)


def table(given: list[Supplied], *, least: int = 10) -> Breakdown:
    return break_down(given, rows=By.LOCAL, columns=By.SIZE, basis=BASIS, least=least)


def amounts(found: Breakdown) -> list[list[str | None]]:
    return [
        [each.total.as_data()["amount"] if isinstance(each.total, Total) else None for each in row]
        for row in found.cells
    ]


@pytest.mark.parametrize("example", examples("breakdowns"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    given = [
        supplied(f"{local} {size} {number}", local, size)
        for local, size, count in example["organisations"]
        for number in range(count)
    ]
    found = table(given, least=example["least"])
    assert (list(found.rows), list(found.columns)) == (example["gives"]["rows"], example["gives"]["columns"])
    assert amounts(found) == example["gives"]["cells"]
    for row in found.cells:
        for each in row:
            assert (each.organisations is Absence.SUPPRESSED) == (each.total is Absence.SUPPRESSED)


def possible(found: Breakdown, place: tuple[int, int]) -> float:
    """How far apart the least and the most are that a reader can work out for a withheld cell, from all that is shown."""
    rows, columns = len(found.cells), len(found.cells[0])
    equations, right = [], []
    for row in range(rows):
        one = np.zeros((rows, columns))
        one[row, :-1], one[row, -1] = 1, -1
        equations.append(one.ravel())
        right.append(0.0)
    for column in range(columns):
        one = np.zeros((rows, columns))
        one[:-1, column], one[-1, column] = 1, -1
        equations.append(one.ravel())
        right.append(0.0)
    bounds = [
        (0, None) if text is None else (float(text), float(text)) for row in amounts(found) for text in row
    ]
    at = place[0] * columns + place[1]
    ends = []
    for sign in (1, -1):
        cost = np.zeros(rows * columns)
        cost[at] = sign
        solved = linprog(cost, A_eq=np.array(equations), b_eq=right, bounds=bounds)
        ends.append(float("inf") if solved.status == 3 else abs(float(solved.fun)))
    return max(ends) - min(ends)


def test_no_withheld_pounds_can_be_worked_out_from_what_is_shown() -> None:
    random, withheld = Random(38), 0  # noqa: S311  a seeded sweep, not a secret
    for _ in range(12):
        given = [
            supplied(
                str(place),
                random.choice(list(Local)),
                random.choice(["micro", "small", "large"]),
                pounds_each=random.randrange(1, 900),
            )
            for place in range(random.randrange(30, 120))
        ]
        found = table(given)
        for row, cells in enumerate(amounts(found)):
            for column, text in enumerate(cells):
                if text is None:
                    withheld += 1
                    assert possible(found, (row, column)) > 0.005
    assert withheld > 12


def test_three_suppliers_of_a_sector_show_nothing_at_all() -> None:
    found = break_down(
        [supplied(str(place), "local", "", sector="Care") for place in range(3)],
        rows=By.SECTOR,
        columns=By.LOCAL,
        basis=BASIS,
        least=10,
    )
    assert amounts(found) == [[None, None], [None, None]]
    assert found.rows == ("Care",)


def test_precise_refusals() -> None:
    with pytest.raises(NotAdded, match="nothing to break down"):
        table([])
    with pytest.raises(NotAdded, match="an organisation is given twice"):
        table([supplied("A", "local", "small")] * 2)
    with pytest.raises(NotAdded, match="A stands for no pounds"):
        table([supplied("A", "local", "small", pounds_each=0)])
