"""Pounds by where a supplier is, how large, and in which sector, without giving any one of them away.

A small number of organisations is withheld with their pounds, and with as many other cells as keep it from being worked out
(`small_counts`). What is not known about an organisation is a group of its own: never "not local".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.small_counts import publish
from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.totals.basis import Amount, Basis, NotAdded, Total, total

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Local(StrEnum):
    LOCAL = "local"
    NOT_LOCAL = "not local"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Supplied:
    """What one organisation stands for in an account. `size` and `sector` are empty where they are not known."""

    organisation: str
    amount: Amount
    local: Local
    size: str
    sector: str


class By(StrEnum):
    LOCAL = "local"
    SIZE = "size"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many organisations and their pounds; both withheld together."""

    organisations: int | Absence
    total: Total | Absence


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Rows by columns, each with "all" last. An empty name is of those whose group is not known."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    withheld: int


def break_down(given: Sequence[Supplied], *, rows: By, columns: By, basis: Basis, least: int) -> Breakdown:
    """`least` is the smallest number of organisations that may be published.

    Tables published of the same account tell of each other: publish one, or give all groupings as rows and columns of one.
    Raises NotAdded for an organisation given twice, or one that stands for no pounds, which its total would give away.
    """
    if not given:
        raise NotAdded(say("there is nothing to break down"))
    if len({each.organisation for each in given}) != len(given):
        raise NotAdded(say("an organisation is given twice: add its pounds up first"))
    for each in given:
        if each.amount.money.amount <= 0:
            raise NotAdded(
                say("{name} stands for no pounds: leave it out of a table of pounds", name=each.organisation)
            )
    down, across = _names(given, _BY[rows]), _names(given, _BY[columns])
    members = [
        [
            [each for each in given if (_BY[rows](each), _BY[columns](each)) == (row, column)]
            for column in across
        ]
        for row in down
    ]
    shown = publish([[len(cell) for cell in row] for row in members], threshold=least)
    with_totals = [[*row, [one for cell in row for one in cell]] for row in members]
    with_totals.append(
        [[one for row in with_totals for one in row[place]] for place in range(len(across) + 1)]
    )
    return Breakdown(
        down,
        across,
        tuple(
            tuple(_cell(number, cell, basis) for number, cell in zip(numbers, cells, strict=True))
            for numbers, cells in zip(shown.rows, with_totals, strict=True)
        ),
        shown.withheld,
    )


def _cell(number: int | None, members: Sequence[Supplied], basis: Basis) -> Cell:
    if number is None:
        return Cell(Absence.SUPPRESSED, Absence.SUPPRESSED)
    return Cell(number, total((each.amount for each in members), basis=basis))


def _names(given: Sequence[Supplied], of: Callable[[Supplied], str]) -> tuple[str, ...]:
    """In alphabetical order, those not known last."""
    return tuple(sorted({of(each) for each in given}, key=lambda name: (name == "", name)))


_BY: dict[By, Callable[[Supplied], str]] = {
    By.LOCAL: lambda each: each.local.value,
    By.SIZE: lambda each: each.size,
    By.SECTOR: lambda each: each.sector,
}
