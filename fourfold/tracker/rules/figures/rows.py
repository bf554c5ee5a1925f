"""Respondents dealt out from tables that agree, one row each. The rows fulfil the tables; beyond that they mean nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.tracker.rules.figures.population import Part, Table
    from fourfold.tracker.rules.figures.published import FigureSet

Row = dict[str, str]


def deal(of: FigureSet, found: Sequence[tuple[Part, Sequence[int]]]) -> list[Row]:
    """One row for each respondent, in order of stratum, from the cells of every part's tables.

    Where several rows would do, which gets an answer is settled by a fixed shuffling, so that equal tables give equal
    rows and no order of codes looks like a connection between questions of different parts.
    """
    strata = of.strata
    rows: list[Row] = (
        [{strata.question: code} for code, size in strata.sizes for _ in range(size)]
        if strata
        else [{} for _ in range(of.respondents)]
    )
    for number, (part, cells) in enumerate(found):
        own: list[Row] = [{} for _ in range(of.respondents)]
        start = 0
        for table in part.tables:
            counts = cells[start : start + len(table.cells)]
            start += len(table.cells)
            _deal_table(own, table, counts)
        _join(rows, own, number)
    return rows


def _join(rows: list[Row], own: list[Row], number: int) -> None:
    """Each row gets the answers of one of `own` of the same stratum."""
    known = [name for name in own[0] if name in rows[0]]
    waiting: dict[tuple[str, ...], list[Row]] = {}
    for row in _shuffled(own, f"part {number}"):
        waiting.setdefault(tuple(row[name] for name in known), []).append(row)
    for row in rows:
        row.update(waiting[tuple(row[name] for name in known)].pop())


def _deal_table(rows: list[Row], table: Table, counts: Sequence[int]) -> None:
    known = [name for name in table.questions if rows and name in rows[0]]
    waiting: dict[tuple[str, ...], list[Row]] = {}
    for row in _shuffled(rows, "/".join(table.questions)):
        waiting.setdefault(tuple(row[name] for name in known), []).append(row)
    for cell, count in zip(table.cells, counts, strict=True):
        answers = dict(zip(table.questions, cell, strict=True))
        for _ in range(count):
            waiting[tuple(answers[name] for name in known)].pop().update(answers)


def _shuffled(rows: list[Row], key: str) -> Iterator[Row]:
    def rank(place: int) -> bytes:
        return hashlib.sha256(f"{key} {place}".encode()).digest()

    return (rows[place] for place in sorted(range(len(rows)), key=rank))
