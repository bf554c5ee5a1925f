"""A spreadsheet that waits: read, its columns guessed, and its rows brought into the form in which the register takes them."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from fourfold.ground.files.spreadsheets.bounds import LARGE
from fourfold.ground.files.spreadsheets.table import read_table
from fourfold.ground.kernel.cells import letters_of
from fourfold.ground.kernel.column_guess import guess_columns, normal
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.checks import social_value_words
from fourfold.integrate.exchange.sheets.headings import known_headings
from fourfold.integrate.queries.register_sheets import remembered_columns
from fourfold.integrate.rules.published import Published, PublishedParty, Said
from fourfold.integrate.rules.sheet_columns import LAYOUTS, Held
from fourfold.integrate.rules.sheet_rows import Fault, Reading, Row, read_rows, text_of, told_apart_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fourfold.ground.files.spreadsheets.table import Table
    from fourfold.ground.kernel.cells import Cell
    from fourfold.integrate.models import WaitingSheet

LONDON: Final = ZoneInfo("Europe/London")
# By what a received row is known from a received release.
ROW: Final = "fourfold_row"
LONGEST_KEY: Final = 250


def guess(headings: Sequence[str], *, purpose: str, remembered: Mapping[str, str]) -> dict[int, Held]:
    found = guess_columns(headings, remembered=remembered, known=known_headings()[purpose], also_alike=True)
    return {place: Held(name) for place, name in found.items()}


def read_sheet(content: bytes, *, name: str, purpose: str, remembered: Mapping[str, str]) -> Table:
    """The sheet in whose headings most columns are known. Raises NotReadable."""
    return read_table(
        content,
        name=name,
        bounds=LARGE,
        known=lambda headings: len(guess(headings, purpose=purpose, remembered=remembered)),
    )


def table_of(waiting: WaitingSheet, *, sheet: str = "") -> Table:
    """The sheet of that name, else the chosen one. Raises NotReadable."""
    return read_table(
        bytes(waiting.content),
        name=waiting.received_in.file_name,
        sheet=sheet or waiting.sheet,
        bounds=LARGE,
        known=len,
    )


def columns_of(waiting: WaitingSheet, table: Table) -> dict[int, Held]:
    """As they were chosen; guessed where the sheet is another than the chosen one."""
    if table.sheet == waiting.sheet:
        return {int(place): Held(name) for place, name in waiting.columns.items()}
    record = waiting.received_in
    remembered = remembered_columns(owner=record.owner_id, purpose=record.purpose, publisher=record.publisher)
    return guess(table.headings, purpose=record.purpose, remembered=remembered)


def reading_of(table: Table, *, purpose: str, columns: Mapping[int, Held]) -> Reading:
    return Reading(table.headings, columns, LAYOUTS[purpose].needed, table.first_row)


def published_rows(
    table: Table, *, purpose: str, columns: Mapping[int, Held], publisher: str
) -> Iterator[Published | Said]:
    """Every row in its order: as it is taken, or why it is left out."""
    reading = reading_of(table, purpose=purpose, columns=columns)
    seen: dict[str, int] = {}
    for item in read_rows(table.rows, reading):
        if not isinstance(item, Row):
            yield left_out(item)
            continue
        cells = table.rows[item.number - table.first_row]
        if purpose == "spend":
            yield _payment(item, _received(cells, reading, publisher), seen)
        else:
            yield _contract(item, _received(cells, reading, publisher), seen, publisher)


def left_out(faults: Sequence[Fault]) -> Said:
    """All that is wrong with one row, as one remark that names the row and each column."""
    first = faults[0]
    where = (
        say(
            "row {row}, column {column} ({heading})",
            row=first.row,
            column=first.column,
            heading=first.heading,
        )
        if first.column
        else say("row {row}", row=first.row)
    )
    words = first.words
    for fault in faults[1:]:
        words = say(
            "{words}. Column {column} ({heading}): {more}",
            words=words,
            column=fault.column,
            heading=fault.heading,
            more=fault.words,
        )
    return Said("row_refused", where, words, "left_out")


def _received(cells: Sequence[Cell], reading: Reading, publisher: str) -> dict[str, Any]:
    """The row as it stood in the file, with what its columns were said to hold, so that it can be read again."""
    return {
        ROW: [
            [letters_of(place), heading, reading.columns.get(place, ""), text_of(cells[place])]
            for place, heading in enumerate(reading.headings)
            if place < len(cells) and heading and cells[place] not in (None, "")
        ],
        "publisher": publisher,
    }


def _body(received: Mapping[str, Any]) -> bytes:
    return json.dumps(received, ensure_ascii=True, separators=(",", ":")).encode()


def _contract(row: Row, received: dict[str, Any], seen: dict[str, int], publisher: str) -> Published | Said:
    key = _key(row, publisher)
    if key in seen:
        words = say(
            "Row {row} is the same contract by its reference, or by its title, supplier and start where there is none. "
            "Where one reference stands for several contracts, leave its column out",
            row=seen[key],
        )
        return Said("row_repeated", say("row {row}", row=row.number), words, "left_out", ocid=key)
    seen[key] = row.number
    body = _body(received)
    return contract_as_published(row, key, body)


def _key(row: Row, publisher: str) -> str:
    key = told_apart_by(row, publisher)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{normal(publisher)[:100]}: {hashlib.sha256(key.encode()).hexdigest()}"


def contract_as_published(row: Row, key: str, body: bytes) -> Published:
    published_on = row.day(Held.PUBLISHED_ON)
    buyer, supplier = row.text(Held.BUYER), row.text(Held.SUPPLIER)
    where = say("row {row}", row=row.number)
    parties = []
    if buyer:
        parties.append(PublishedParty(buyer, ("buyer",), (), where, is_buyer=True))
    if supplier:
        parties.append(PublishedParty(supplier, ("supplier",), numbers_of(row), where))
    title, description = row.text(Held.TITLE), row.text(Held.DESCRIPTION)
    return Published(
        ocid=key,
        release_id=row.text(Held.REFERENCE) or where,
        released_at=_beginning(published_on),
        day=published_on or row.day(Held.STARTS_ON),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        entry={
            "title": title,
            "description": description,
            "status": row.text(Held.STATUS),
            "kind": row.text(Held.KIND),
            "method": row.text(Held.METHOD),
            "amount": row.amount,
            "currency": row.text(Held.CURRENCY) if row.amount is not None else "",
            "buyer_name": buyer,
            "service_name": row.text(Held.SERVICE),
            "cpv": row.text(Held.CPV),
            "closes_at": None,
            "starts_on": row.day(Held.STARTS_ON),
            "ends_on": row.day(Held.ENDS_ON),
            "mentions_social_value": bool(social_value_words(title, description)),
        },
        parties=tuple(parties),
        criteria=(),
        remarks=_remarks(row, key),
        where=where,
    )


def _remarks(row: Row, key: str) -> tuple[Said, ...]:
    amount = row.amount
    if amount is None or amount > 0:
        return ()
    words = (
        say("The value is 0, which may stand for “not known”")
        if not amount
        else say("The value is {amount}, below zero", amount=amount)
    )
    code = "value_negative" if amount else "value_zero"
    return (Said(code, say("row {row}", row=row.number), words, ocid=key),)


def _payment(row: Row, received: dict[str, Any], seen: dict[str, int]) -> Published:
    """Two rows alike in a file are two payments: each is told from the other by how many came before it."""
    plain = _body(received).decode()
    before = seen[plain] = seen.get(plain, -1) + 1
    body = _body({**received, "alike_before": before}) if before else plain.encode()
    return payment_as_published(row, body)


def payment_as_published(row: Row, body: bytes) -> Published:
    where = say("row {row}", row=row.number)
    supplier = row.text(Held.SUPPLIER)
    return Published(
        ocid="",
        release_id=row.text(Held.REFERENCE),
        released_at=_beginning(row.day(Held.PAID_ON)),
        day=row.day(Held.PAID_ON),
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        entry={},
        parties=(PublishedParty(supplier, ("supplier",), numbers_of(row), where),),
        criteria=(),
        remarks=(),
        where=where,
        spend={
            "payer_name": row.text(Held.BUYER),
            "paid_on": row.day(Held.PAID_ON),
            "number": row.text(Held.REFERENCE),
            "supplier_name": supplier,
            "amount": row.amount,
            "currency": row.text(Held.CURRENCY),
            "service_name": row.text(Held.SERVICE),
            "spent_on": row.text(Held.SPENT_ON),
        },
    )


def numbers_of(row: Row) -> tuple[tuple[str, str], ...]:
    found = (("GB-COH", row.text(Held.COMPANY_NUMBER)), ("GB-CHC", row.text(Held.CHARITY_NUMBER)))
    return tuple((scheme, code) for scheme, code in found if code)


def _beginning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, tzinfo=LONDON)


def is_row(body: bytes) -> bool:
    return body.startswith(f'{{"{ROW}":'.encode())


def read_received_row(body: bytes) -> Published:
    """What a row of a register of contracts says that was received before."""
    received = json.loads(body)
    cells = received[ROW]
    reading = Reading(
        [heading for _, heading, _, _ in cells],
        {place: Held(held) for place, (_, _, held, _) in enumerate(cells) if held},
        (),
    )
    (row,) = read_rows([[text for _, _, _, text in cells]], reading)
    if not isinstance(row, Row):
        message = f"A row was received that cannot be read again: {row[0].words}"
        raise ValueError(message)  # noqa: TRY004  (its content is wrong, not its type)
    return contract_as_published(row, _key(row, received["publisher"]), body)
