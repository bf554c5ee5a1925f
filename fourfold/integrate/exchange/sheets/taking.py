"""A spreadsheet into the register: from its upload, over its check, to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import register_sheets
from fourfold.integrate.actions.carry_in import carry_in
from fourfold.integrate.actions.register import take_in
from fourfold.integrate.exchange.batches import in_batches
from fourfold.integrate.exchange.sheets.promises import read_promises
from fourfold.integrate.exchange.sheets.reading import columns_of, guess, published_rows, read_sheet, table_of
from fourfold.integrate.models import ImportPurpose, ImportState
from fourfold.integrate.queries.register_sheets import remembered_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import RegisterImport, WaitingSheet


def upload(
    *, by: Actor, purpose: str, publisher: str, licence: str, name: str, content: bytes, at: datetime
) -> RegisterImport:
    """Reads the file before anything is kept. Raises NotReadable."""
    register_sheets.check_can_upload(by, purpose)
    remembered = remembered_columns(owner=by.organisation_id, purpose=purpose, publisher=publisher)
    table = read_sheet(content, name=name, purpose=purpose, remembered=remembered)
    sheet = register_sheets.Sheet(
        purpose=purpose,
        publisher=publisher,
        licence=licence,
        file_name=name,
        content=content,
        sheet=table.sheet,
        columns=guess(table.headings, purpose=purpose, remembered=remembered),
    )
    return register_sheets.upload(by=by, sheet=sheet, at=at)


def take_sheet(
    *,
    by: Actor,
    waiting: WaitingSheet,
    at: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> RegisterImport:
    """Takes in every row without a fault. What broke off before is completed; rows that are here already stay."""
    record = waiting.received_in
    if record.purpose == ImportPurpose.PROMISES:
        return _carry_in(by, waiting, at)
    table = table_of(waiting)
    columns = columns_of(waiting, table)
    if record.state == ImportState.UPLOADED:
        record = register_sheets.begin_to_take(by=by, record=record)
    rows = published_rows(table, purpose=record.purpose, columns=columns, publisher=record.publisher)
    record, _ = take_in(
        by=by,
        organisation=Organisation.objects.get(pk=by.organisation_id),
        file=record,
        batches=in_batches(rows),
        at=at,
        now=timezone.now,
        progress=progress,
    )
    register_sheets.let_go_of_the_file(by=by, record=record)
    return record


def _carry_in(by: Actor, waiting: WaitingSheet, at: datetime) -> RegisterImport:
    """In one go: contracts in hundreds, not in tens of thousands."""
    with as_tenant(waiting.owner_id):
        read = read_promises(waiting)
    return carry_in(
        by=by,
        record=waiting.received_in,
        contracts=read.contracts.values(),
        rows=read.rows,
        unchanged=len(read.here_already),
        left_out=read.left_out,
        at=at,
        on=timezone.localdate(at),
    )
