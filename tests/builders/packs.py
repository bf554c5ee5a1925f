"""Packs under licence to test with: an invented publisher's, as a file and as brought in."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from fourfold.define.actions.packs import PackWords
from fourfold.define.exchange import bring_pack
from fourfold.define.models import Pack
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.actor import Actor

HEADINGS = (
    "Theme", "Outcome", "Code", "Measure", "Unit", "What counts", "Each person once", "Excludes", "SDGs",
    "Value (£)", "Fiscal", "Economic", "Price year",
)  # fmt: skip
ROWS: tuple[tuple[object, ...], ...] = (
    ("Work and pay", "More people earn", "QX1", "Residents who found paid work", "people", "A month of pay.", "yes",
     "QX2", "8", 1500, 1000, 500, 2024),
    ("Work and pay", "More people earn", "QX2", "Carers who found paid work", "people", "A month of pay, as a carer.",
     "yes", "", "8, 10", 1700, 1700, None, 2024),
    ("Good neighbours", "People help each other", "QX3", "Hours of neighbourly help", "hours", "Hours asked for.", "no",
     "", "", None, None, None, None),
)  # fmt: skip
TITLE, EDITION = "Quixby Measures", "v3"
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def as_csv(rows: Sequence[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS) -> bytes:
    lines = [headings, *rows]
    quoted = [",".join('"' + ("" if cell is None else str(cell)) + '"' for cell in line) for line in lines]
    return "\r\n".join(quoted).encode()


def as_xlsx(
    rows: Sequence[Sequence[object]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    *,
    above: Sequence[Sequence[object]] = (),
    sheets: Sequence[str] = ("Measures",),
) -> bytes:
    """The table stands on the last of `sheets`. Text that begins with = is written as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = [book.add_worksheet(name) for name in sheets][-1]
        for number, line in enumerate([*above, headings, *rows]):
            for place, cell in enumerate(line):
                sheet.write(number, place, cell)
    return out.getvalue()


def pack_words(**changed: Any) -> PackWords:
    given: dict[str, Any] = {
        "title": TITLE,
        "edition": EDITION,
        "publisher": "Quixby Institute",
        "licence_holder": "The council",
        "licence": "Licence Q-17",
        "licence_terms": "For our own use. Not to be passed on.",
        "expires_on": date(2027, 3, 31),
        "kind": "",
        "price_year": None,
        **changed,
    }
    return PackWords(**given)


def an_uploaded_pack(
    by: Actor,
    *,
    content: bytes | None = None,
    name: str = "pack.csv",
    on: date = TODAY,
    at: datetime = AT,
    **words: Any,
) -> Pack:
    with as_tenant(by.organisation_id):
        return bring_pack.upload(
            by=by,
            words=pack_words(**words),
            file_name=name,
            content=as_csv() if content is None else content,
            at=at,
            on=on,
        )


def a_pack(by: Actor, **given: Any) -> Pack:
    """Uploaded and brought in."""
    on = given.get("on", TODAY)
    pack = an_uploaded_pack(by, **given)
    with as_tenant(by.organisation_id):
        return bring_pack.bring_in(by=by, pack=pack, seen=pack.version, at=given.get("at", AT), on=on)
