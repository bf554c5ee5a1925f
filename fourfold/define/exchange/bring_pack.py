"""From a file to a pack: read, its columns guessed, its rows checked, and brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions import packs
from fourfold.define.queries.packs import remembered_headings
from fourfold.define.rules.kinds_of_value import ValueKind
from fourfold.define.rules.pack_columns import Column, guess
from fourfold.define.rules.pack_rows import Checked, Reading, check_rows
from fourfold.ground.files.spreadsheets.table import read_table

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.define.actions.packs import PackWords
    from fourfold.define.models import Pack
    from fourfold.ground.files.spreadsheets.table import Table
    from fourfold.ground.people.actor import Actor


def upload(*, by: Actor, words: PackWords, file_name: str, content: bytes, at: datetime, on: date) -> Pack:
    """Reads the file before anything is kept. Raises NotReadable and Refused."""
    packs.check_can_bring(by)
    remembered = remembered_headings(by.organisation_id)
    table = read_table(
        content, name=file_name, known=lambda headings: len(guess(headings, remembered=remembered))
    )
    return packs.upload(
        by=by,
        words=words,
        file_name=file_name,
        content=content,
        sheet=table.sheet,
        columns=guess(table.headings, remembered=remembered),
        at=at,
        on=on,
    )


def table_of(pack: Pack, *, sheet: str = "") -> Table:
    """The sheet of an uploaded pack; its chosen one, where none is named. Raises NotReadable."""
    remembered = remembered_headings(pack.owner_id)
    return read_table(
        bytes(pack.content),
        name=pack.file_name,
        sheet=sheet or pack.sheet,
        known=lambda headings: len(guess(headings, remembered=remembered)),
    )


def columns_of(pack: Pack, table: Table) -> dict[int, Column]:
    """As they were chosen; guessed where the sheet is another than the chosen one."""
    if table.sheet != pack.sheet:
        return guess(table.headings, remembered=remembered_headings(pack.owner_id))
    return {int(place): Column(name) for place, name in pack.columns.items()}


def check(pack: Pack) -> Checked:
    """What would come in, and every fault with its row and column. Nothing is changed."""
    table = table_of(pack)
    reading = Reading(
        headings=table.headings,
        columns=columns_of(pack, table),
        kind=ValueKind(pack.kind) if pack.kind else None,
        price_year=pack.price_year,
        first_row=table.first_row,
    )
    return check_rows(table.rows, reading)


def bring_in(*, by: Actor, pack: Pack, seen: int, at: datetime, on: date) -> Pack:
    """Checks the file again and takes in every row without a fault."""
    packs.check_can_go_on(by, pack)
    return packs.bring_in(by=by, pack=pack, seen=seen, checked=check(pack), at=at, on=on)
