"""Keys for a list of people or events, made where the salt is held; the list itself goes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, say_joined
from fourfold.partner.exchange.counted_twice.table import FileRefused, read_rows
from fourfold.partner.rules.counting.identifiers import FIELDS, EventBy, PersonBy
from fourfold.partner.rules.counting.keys import event_key, person_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.partner.rules.counting.keys import Salt

NEEDED: Final = ("ref", "by")
PARTS: Final = dict.fromkeys(sorted({name for fields in FIELDS.values() for name in fields}), "")


def keys_of_file(content: bytes, salt: Salt | None) -> list[tuple[str, str]]:
    """Of each row its reference and its key. Raises FileRefused, which repeats nothing that names a person."""
    made, faults = [], []
    for number, row in read_rows(content, needed=NEEDED, optional=PARTS):
        try:
            made.append((row["ref"], _key(row, salt)))
        except NotUnderstood as refusal:
            faults.append(say("Row {row}: {what}", row=number, what=refusal))
    if faults:
        raise FileRefused("\n".join(faults))
    return made


def _key(row: Mapping[str, str], salt: Salt | None) -> str:
    parts = {name: row[name] for name in PARTS if row[name]}
    if row["by"] in set(PersonBy):
        return person_key(PersonBy(row["by"]), parts, salt=salt)
    if row["by"] in set(EventBy):
        return event_key(EventBy(row["by"]), parts, salt=salt)
    raise NotUnderstood(say("A key is made by {kinds}", kinds=say_joined([*PersonBy, *EventBy], last="or")))
