"""Promises of contracts already running, from a spreadsheet that waits: checked row by row, and carried in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.define.rules.cells import unit_in
from fourfold.ground.kernel.cells import CellFault
from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import match_name
from fourfold.integrate.exchange.sheets.reading import columns_of, left_out, numbers_of, reading_of, table_of
from fourfold.integrate.queries.carried_in import references_carried_in
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.rules.carried_promises import (
    CarriedContract,
    KnownMeasure,
    Promise,
    by_name,
    promise_in,
    says_otherwise,
)
from fourfold.integrate.rules.sheet_check import ADDED, REFUSED, UNCHANGED, Check
from fourfold.integrate.rules.sheet_columns import Held
from fourfold.integrate.rules.sheet_rows import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import WaitingSheet
    from fourfold.integrate.rules.published import Said
    from fourfold.integrate.rules.sheet_rows import Fault, Reading


@dataclass(slots=True)
class ReadPromises:
    """The contracts to carry in, what is left out and why, and the rows of contracts that were carried in before."""

    contracts: dict[str, CarriedContract] = field(default_factory=dict)
    left_out: list[Said] = field(default_factory=list)
    here_already: list[Row] = field(default_factory=list)
    rows: int = 0


def read_promises(waiting: WaitingSheet) -> ReadPromises:
    """Raises NotReadable."""
    record = waiting.received_in
    table = table_of(waiting)
    reading = reading_of(table, purpose=record.purpose, columns=columns_of(waiting, table))
    measures = {
        normal(each.title): KnownMeasure(each.pk, each.title, each.unit)
        for each in measures_to_ask_for(organisation=record.owner_id)
    }
    before = references_carried_in(owner=record.owner_id, publisher=record.publisher)
    suppliers = _Suppliers()
    found = ReadPromises()
    for item in read_rows(table.rows, reading):
        found.rows += 1
        if isinstance(item, Row) and item.text(Held.REFERENCE) in before:
            found.here_already.append(item)
            continue
        faults = item if not isinstance(item, Row) else _take(found, item, reading, measures, suppliers)
        if faults:
            found.left_out.append(left_out(faults))
    return found


def check_promises(waiting: WaitingSheet) -> Check:
    """What carrying them in would do, row by row."""
    read = read_promises(waiting)
    checked = Check()
    for said in read.left_out:
        checked.note(REFUSED, said.where, "", [said.words])
    for row in read.here_already:
        checked.note(UNCHANGED, say("row {row}", row=row.number), row.text(Held.TITLE))
    for contract in read.contracts.values():
        for promise in contract.promises:
            checked.note(
                ADDED,
                say("row {row}", row=promise.row),
                contract.first.text(Held.TITLE),
                [
                    say(
                        "{quantity} of “{measure}”",
                        quantity=f"{promise.quantity.normalize():f}",
                        measure=promise.measure.title,
                    )
                ],
            )
    return checked


def _take(
    found: ReadPromises,
    row: Row,
    reading: Reading,
    measures: dict[str, KnownMeasure],
    suppliers: _Suppliers,
) -> Sequence[Fault]:
    """Puts the row's promise with its contract, or answers with what is wrong."""
    reference = row.text(Held.REFERENCE)
    contract = found.contracts.get(reference)
    unit: str | None = None
    if row.text(Held.UNIT):
        try:
            unit = unit_in(row.text(Held.UNIT))
        except CellFault as strange:
            return (reading.fault(row.number, Held.UNIT, str(strange)),)
    promise = promise_in(row, measure=by_name(measures, row.text(Held.MEASURE)), unit=unit, reading=reading)
    if not isinstance(promise, Promise):
        return promise
    if contract is not None and (otherwise := says_otherwise(row, contract.first, reading)):
        return otherwise
    supplier = suppliers.of(row)
    if supplier is None:
        words = say(
            "No organisation here is surely meant by “{name}”. Give its company number, or its name as in the directory",
            name=row.text(Held.SUPPLIER)[:80],
        )
        return (reading.fault(row.number, Held.SUPPLIER, words),)
    if contract is None:
        contract = found.contracts[reference] = CarriedContract(reference, row, supplier)
    contract.promises.append(promise)
    return ()


class _Suppliers:
    """Who each supplier is, asked once for each way it is named."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], int | None] = {}

    def of(self, row: Row) -> int | None:
        key = (row.text(Held.SUPPLIER), numbers_of(row))
        if key not in self._known:
            match = match_name(*key, on=row.day(Held.STARTS_ON))
            self._known[key] = None if match.organisation is None else match.organisation.pk
        return self._known[key]
