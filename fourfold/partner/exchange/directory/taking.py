"""A list from its upload to its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.queries.register_sheets import remembered_columns
from fourfold.partner.actions import directory_lists
from fourfold.partner.exchange.directory.reading import Plan, guess, read_sheet

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import DirectoryList
    from fourfold.partner.rules.directory.layouts import ListKind


def upload(
    *,
    by: Actor,
    kind: ListKind,
    publisher: str,
    licence: str,
    read_on: date,
    name: str,
    content: bytes,
    at: datetime,
) -> DirectoryList:
    """Reads the file before anything is kept. Raises NotReadable."""
    directory_lists.check_can_bring(by)
    remembered = remembered_columns(owner=by.organisation_id, purpose=kind, publisher=publisher)
    table = read_sheet(content, name=name, kind=kind, remembered=remembered)
    uploaded = directory_lists.Uploaded(
        kind=kind,
        publisher=publisher,
        licence=licence,
        read_on=read_on,
        file_name=name,
        content=content,
        sheet=table.sheet,
        columns=guess(table.headings, kind=kind, remembered=remembered),
    )
    return directory_lists.upload(by=by, uploaded=uploaded, at=at)


def plan_of(waiting: DirectoryList) -> Plan:
    """What would become of its rows, as things stand now. Raises NotReadable."""
    with as_tenant(waiting.owner_id):
        return Plan(waiting)


def take_list(*, by: Actor, waiting: DirectoryList, shown: bool, on: date) -> DirectoryList:
    """Raises NotReadable."""
    directory_lists.check_can_go_on(by, waiting)
    return directory_lists.take(by=by, kept=waiting, taken=plan_of(waiting).to_take, shown=shown, on=on)
