"""A list of contacts that waits: its sheet read, its columns guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.files.spreadsheets.table import read_table
from fourfold.ground.kernel.column_guess import guess_columns
from fourfold.ground.organisations.tables import SizeBand
from fourfold.tracker.rules.frame.columns import HEADINGS, Held
from fourfold.tracker.rules.frame.rows import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.files.spreadsheets.table import Table
    from fourfold.tracker.models import WaitingList


def guess(headings: Sequence[str]) -> dict[int, Held]:
    found = guess_columns(headings, remembered={}, known=HEADINGS, also_alike=True)
    return {place: Held(name) for place, name in found.items()}


def read_list(content: bytes, *, name: str) -> Table:
    """The sheet in whose headings most columns are known. Raises NotReadable."""
    return read_table(content, name=name, known=lambda headings: len(guess(headings)))


def table_of(waiting: WaitingList, *, sheet: str = "") -> Table:
    """The sheet of that name, else the chosen one. Raises NotReadable."""
    return read_table(
        bytes(waiting.content), name=waiting.frame_list.file_name, sheet=sheet or waiting.sheet, known=len
    )


def columns_of(waiting: WaitingList, table: Table) -> dict[int, Held]:
    """As they were chosen; guessed where the sheet is another than the chosen one."""
    if table.sheet == waiting.sheet:
        return {int(place): Held(name) for place, name in waiting.columns.items()}
    return guess(table.headings)


def reading_of(waiting: WaitingList, table: Table, columns: Mapping[int, Held]) -> Reading:
    """Where a wave asks one sector alone, a row that says none is of that one."""
    sectors = waiting.frame_list.wave.sectors
    return Reading(
        table.headings,
        columns,
        bands={value: str(label) for value, label in SizeBand.choices},
        sector=sectors[0] if len(sectors) == 1 else "",
        first_row=table.first_row,
    )
