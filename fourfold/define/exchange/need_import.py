"""A file of figures by area, looked at: its lines are kept, and count only once somebody takes them in."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from typing import TYPE_CHECKING

from fourfold.define.actions import needs
from fourfold.define.rules.need_file import NoTable, read_table
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.actions.needs import FigureDescribed
    from fourfold.define.models import NeedImport
    from fourfold.ground.people.actor import Actor


def look_at(
    *,
    by: Actor,
    content: bytes,
    name: str,
    code_column: str,
    value_column: str,
    described: FigureDescribed,
    on: date,
) -> NeedImport:
    """Refuses a file of which nothing can be read. Encodings: UTF-8, with or without its mark, else Windows-1252."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        message = say("This is no CSV file. Save the sheet as CSV first")
        raise Refused(message, field="file")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=False))
        table = read_table(
            lines, code_column=code_column, value_column=value_column, edition=described.edition
        )
    except (NoTable, csv.Error) as fault:
        raise Refused(str(fault), field="file") from fault
    if not table.figures:
        first = table.faults[0] if table.faults else say("Its publisher gives no figure")
        message = say("No line of the file can be taken in. {first}", first=first)
        raise Refused(message, field="file")
    return needs.keep_import(
        by=by,
        described=described,
        file_name=name,
        fingerprint=sha256(content).hexdigest(),
        table=table,
        on=on,
    )
