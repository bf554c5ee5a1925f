"""The page that lies on top of an export: what each file is, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.operation.export import reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import Model

    from fourfold.ground.organisations.tables import Organisation

PEOPLE_NAMED = "people_named"


def readme(
    *,
    organisation: Organisation,
    at: datetime,
    written: Iterable[tuple[str, str, int, type[Model]]],
    files: int,
    missing: list[str],
) -> str:
    """`written` are folder, name, rows and table of each pair of files, in order."""
    every = list(written)
    return "\n".join(_lines(organisation, at, every, files, missing)) + "\n"


def _lines(
    organisation: Organisation,
    at: datetime,
    written: list[tuple[str, str, int, type[Model]]],
    files: int,
    missing: list[str],
) -> Iterator[str]:
    yield f"# Data of {organisation.name}"
    yield ""
    yield f"Everything that Fourfold held of this organisation (reference {organisation.ref}) on {at:%d %B %Y at %H:%M %Z}."
    yield ""
    yield "- `own/`: records that belong to the organisation, the people who work or worked in it, and the trail of changes."
    yield "- `shared/`: records of others that were shared with it by name on that day, such as contracts it supplies under."
    yield f"- `files/`: {files} files of evidence, each as its reference and its name; see `own/ground_evidencefile`."
    yield ""
    yield (
        "Each table is there twice. The `.jsonl` file has one JSON object on each line and is exact. The `.csv` file opens "
        "in a spreadsheet; a text that a spreadsheet would calculate is led by an apostrophe. Amounts are pounds unless a "
        "column says otherwise, times are in UTC, and sealed content is in base64 as it was stored. A column that ends in "
        "`_id` holds the `id` of a row in another table; people are in `own/ground_person` and `own/people_named`."
    )
    yield ""
    yield "Not in it: passwords, links that set them, and the private keys with which people open bids. They are no one else's."
    if missing:
        yield ""
        yield f"These files of evidence were missing when this was written: {', '.join(missing)}."
    for folder in dict.fromkeys(each[0] for each in written):
        yield ""
        yield f"## {folder}/"
        for _, name, rows, model in (each for each in written if each[0] == folder):
            yield from _table(name, rows, model)


def _table(name: str, rows: int, model: type[Model]) -> Iterator[str]:
    yield ""
    if name == PEOPLE_NAMED:
        yield f"### {name} ({rows} rows): the names of people whose numbers stand in these records"
        return
    yield f"### {name} ({rows} rows): {reach.title(model)}"
    promise = (model.__doc__ or "").strip()
    if promise and not promise.startswith(f"{model.__name__}("):
        yield ""
        yield " ".join(promise.split())
    if rows:
        yield ""
        for column in reach.columns(model):
            yield f"- `{column.name}`: {column.label}" + (f". {column.help}" if column.help else "")
