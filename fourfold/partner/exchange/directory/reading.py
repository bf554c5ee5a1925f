"""A list that waits: its table, what its columns hold, and its rows held against those that are here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.files.spreadsheets.bounds import LARGE
from fourfold.ground.files.spreadsheets.table import read_table
from fourfold.ground.kernel.column_guess import guess_columns
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.sheets.headings import known_headings
from fourfold.partner.actions.directory_lists import ToTake
from fourfold.partner.queries.directory_bodies import (
    entries_of_lists,
    grants_here,
    national_bodies,
    rows_here,
)
from fourfold.partner.rules.directory.check import Fate, Planned
from fourfold.partner.rules.directory.layouts import (
    KNOWN,
    OF_PAYMENTS,
    SEVERAL_ROWS,
    Held,
    ListKind,
)
from fourfold.partner.rules.directory.rows import RowLeftOut, RowRead, read_list
from fourfold.partner.rules.linkage.bodies import Supplier
from fourfold.partner.rules.linkage.linking import Directory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.files.spreadsheets.table import Table
    from fourfold.partner.models import DirectoryList

# So many rows of each fate are shown one by one; the others are counted.
MOST_LINES = 500


def guess(headings: Sequence[str], *, kind: ListKind, remembered: Mapping[str, str]) -> dict[int, Held]:
    known = {heading: held.value for heading, held in KNOWN[kind].items()}
    if kind is ListKind.PAYMENTS:
        spend = known_headings()["spend"]
        known = {heading: OF_PAYMENTS[held].value for heading, held in spend.items() if held in OF_PAYMENTS}
    found = guess_columns(headings, remembered=remembered, known=known, also_alike=True)
    return {place: Held(name) for place, name in found.items()}


def read_sheet(content: bytes, *, name: str, kind: ListKind, remembered: Mapping[str, str]) -> Table:
    """The sheet in whose headings most columns are known. Raises NotReadable."""
    return read_table(
        content,
        name=name,
        bounds=LARGE,
        known=lambda headings: len(guess(headings, kind=kind, remembered=remembered)),
    )


def table_of(waiting: DirectoryList) -> Table:
    """The chosen sheet. Raises NotReadable."""
    return read_table(
        bytes(waiting.content or b""), name=waiting.file_name, sheet=waiting.sheet, bounds=LARGE, known=len
    )


def columns_of(waiting: DirectoryList) -> dict[int, Held]:
    return {int(place): Held(name) for place, name in waiting.columns.items()}


def rows_of(waiting: DirectoryList) -> list[RowRead | RowLeftOut]:
    """Raises NotReadable."""
    table = table_of(waiting)
    return list(
        read_list(
            table.rows,
            kind=ListKind(waiting.kind),
            headings=table.headings,
            columns=columns_of(waiting),
            first_row=table.first_row,
        )
    )


class Plan:
    """What would become of each row. Reading and linking change nothing."""

    def __init__(self, waiting: DirectoryList) -> None:
        rows = rows_of(waiting)
        self.left_out = [row for row in rows if isinstance(row, RowLeftOut)]
        read = [row for row in rows if isinstance(row, RowRead)]
        if waiting.kind == ListKind.GRANTS:
            here = grants_here(waiting.owner_id, (row.grant.identifier for row in read if row.grant))
            known = {row.digest for row in read if row.grant and row.grant.identifier in here}
        else:
            known = rows_here(waiting.owner_id, (row.digest for row in read))
        self.here = [row for row in read if row.digest in known]
        self.new = [row for row in read if row.digest not in known]
        several = waiting.kind in SEVERAL_ROWS
        self.planned = _linked(waiting.owner_id, _organisations(self.new) if several else self.new)

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(Fate, 0)
        for each in self.planned:
            found[each.fate] += 1
        found[Fate.LEFT_OUT], found[Fate.HERE] = len(self.left_out), len(self.here)
        return {str(fate): number for fate, number in found.items()}

    @property
    def to_take(self) -> ToTake:
        return ToTake(
            planned=self.planned,
            grants=[row for row in self.new if row.grant],
            left_out=self.left_out,
            counts=self.counts,
        )

    def as_stored(self) -> dict[str, Any]:
        return {"counts": self.counts, "lines": {str(fate): self.lines(fate) for fate in Fate}}

    def lines(self, fate: Fate) -> list[dict[str, Any]]:
        """For the page: where, what, and what about it."""
        if fate is Fate.LEFT_OUT:
            return [_line(row.number, "", row.words) for row in self.left_out[:MOST_LINES]]
        if fate is Fate.HERE:
            return [_line(row.number, row.name, "") for row in self.here[:MOST_LINES]]
        some = [each for each in self.planned if each.fate is fate]
        return [_line(each.row.number, each.row.name, each.words) for each in some[:MOST_LINES]]


def _line(number: int, name: str, words: str) -> dict[str, Any]:
    return {"where": say("row {row}", row=number), "name": name, "words": words}


def _organisations(rows: Sequence[RowRead]) -> list[RowRead]:
    """The first row of each organisation speaks for it."""
    found: dict[str, RowRead] = {}
    for row in rows:
        found.setdefault(row.told_apart_by, row)
    return list(found.values())


def _linked(owner: int, rows: Sequence[RowRead]) -> list[Planned]:
    suppliers = [Supplier(row.name, dict(row.numbers)) for row in rows]
    bodies = Directory(national_bodies()).link(suppliers)
    standing = entries_of_lists(owner)
    entries = Directory(standing).link(suppliers) if standing else [None] * len(rows)
    return [Planned(*each) for each in zip(rows, bodies, entries, strict=True)]
