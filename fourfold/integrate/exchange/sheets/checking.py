"""A spreadsheet held against the register: what each of its rows would add or change, and what would be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions.register_batches import is_older
from fourfold.integrate.exchange.batches import in_batches
from fourfold.integrate.exchange.sheets.promises import check_promises
from fourfold.integrate.exchange.sheets.reading import columns_of, published_rows, table_of
from fourfold.integrate.models import ImportPurpose
from fourfold.integrate.queries.register_sheets import received_already, standing_entries
from fourfold.integrate.rules.published import Published, Said
from fourfold.integrate.rules.sheet_check import ADDED, CHANGED, KEPT, REFUSED, UNCHANGED, Check, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fourfold.integrate.models import WaitingSheet
    from fourfold.integrate.queries.register_sheets import Standing


def check_sheet(waiting: WaitingSheet, *, progress: Callable[[int], None] = lambda _: None) -> Check:
    """Nothing is changed. Raises NotReadable; `progress` is told how many rows are done."""
    record = waiting.received_in
    if record.purpose == ImportPurpose.PROMISES:
        with as_tenant(record.owner_id):
            return check_promises(waiting)
    table = table_of(waiting)
    rows = published_rows(
        table, purpose=record.purpose, columns=columns_of(waiting, table), publisher=record.publisher
    )
    checked = Check()
    done = 0
    for batch in in_batches(rows):
        with as_tenant(record.owner_id):
            _check_batch(checked, record.owner_id, batch)
        done += len(batch)
        progress(done)
    return checked


def _check_batch(checked: Check, owner: int, batch: Sequence[Published | Said]) -> None:
    read = [item for item in batch if isinstance(item, Published)]
    here = received_already(owner=owner, digests=[one.sha256 for one in read])
    standing = standing_entries(owner=owner, ocids=[one.ocid for one in read if one.spend is None])
    for item in batch:
        if isinstance(item, Said):
            checked.note(REFUSED, item.where, "", [item.words])
        elif item.sha256 in here:
            checked.note(UNCHANGED, item.where, _title(item))
        elif item.ocid in standing:
            _note_change(checked, item, standing[item.ocid])
        else:
            checked.note(ADDED, item.where, _title(item), [said.words for said in item.remarks])


def _note_change(checked: Check, one: Published, standing: Standing) -> None:
    entry = standing.entry
    if is_older(one.released_at, entry.released_at):
        checked.note(KEPT, one.where, _title(one))
        return
    before = {name: getattr(entry, name) for name in one.entry} | {"supplier": "; ".join(standing.suppliers)}
    after = {
        **one.entry,
        "supplier": "; ".join(each.name for each in one.parties if "supplier" in each.roles),
    }
    checked.note(CHANGED, one.where, _title(one), differences(before, after))


def _title(one: Published) -> str:
    if one.spend is None:
        return str(one.entry["title"])
    return f"{one.spend['supplier_name']}, {one.spend['amount']:,} {one.spend['currency']}"
