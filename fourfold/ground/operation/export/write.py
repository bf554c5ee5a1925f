"""All of one organisation's data in a folder: each table as CSV and as JSON lines, its evidence, and what each is.

The folder appears when it is whole.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.ground.files import store
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.operation.export import reach
from fourfold.ground.operation.export.readme import readme
from fourfold.ground.operation.moment import one_moment
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.as_maintenance import as_maintenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model, Q

_BATCH = 1_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
OWN, SHARED, FILES = "own", "shared", "files"


class CannotExport(Exception):
    """Nothing was written; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """`name` is the file without its ending; `folder` is `own` or `shared`."""

    folder: str
    name: str
    rows: int
    model: type[Model]


@dataclass(frozen=True, slots=True)
class Exported:
    folder: str
    organisation: str
    tables: int
    rows: int
    files: int
    missing: list[str]


def export(*, ref: str, folder: Path, at: datetime) -> Exported:
    """Raises CannotExport. Reads as of one moment, past all walls: whoever may run it has the database anyway."""
    _check_place(folder)
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fourfold-export-") as scratch:
            arriving = Path(scratch) / "export"
            arriving.mkdir(mode=0o700)
            with one_moment(scratch=Path(scratch)), as_maintenance():
                organisation = Organisation.objects.filter(ref=ref).first()
                if organisation is None:
                    raise CannotExport(f"There is no organisation with the reference {ref}.")
                result = _write_all(organisation, arriving, folder, at)
            arriving.replace(folder)
    except OSError as problem:
        raise CannotExport(
            f"{folder} could not be written ({problem.strerror}); nothing is left of it. Make room, or choose another place."
        ) from problem
    return result


def _check_place(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise CannotExport(f"There is no folder {folder.parent}. Make it, or choose another place.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotExport(f"{folder} is there already. Give the name of a new or an empty folder.")


def _write_all(organisation: Organisation, into: Path, folder: Path, at: datetime) -> Exported:
    people: set[int] = set()
    written: list[Written] = []
    for model in reach.tables():
        for part, rows in (
            (OWN, reach.own_rows(model, organisation.pk)),
            (SHARED, reach.shared_rows(model, organisation.pk, timezone.localdate(at))),
        ):
            if rows is not None:
                written.append(_write_table(model, rows, into, part, people))
    written.append(_write_names(people, into))
    missing, files = _copy_files(organisation, into / FILES)
    (into / "README.md").write_text(
        readme(
            organisation=organisation,
            at=at,
            written=[(each.folder, each.name, each.rows, each.model) for each in written],
            files=files,
            missing=missing,
        )
    )
    return Exported(
        folder=str(folder),
        organisation=organisation.name,
        tables=len(written),
        rows=sum(each.rows for each in written),
        files=files,
        missing=missing,
    )


def _write_table(model: type[Model], rows: Q, into: Path, part: str, people: set[int]) -> Written:
    names = [column.name for column in reach.columns(model)]
    who = reach.keys_of_people(model)
    found = model._base_manager.filter(rows).order_by("pk").distinct()
    attributes = [_attribute(model, name) for name in (*names, *who)]

    def taken() -> Iterable[Sequence[Any]]:
        for values in found.values_list(*attributes).iterator(_BATCH):
            people.update(key for key in values[len(names) :] if key is not None)
            yield values[: len(names)]

    count = _write(into / part, model._meta.db_table, names, taken())
    return Written(part, model._meta.db_table, count, model)


def _write_names(people: set[int], into: Path) -> Written:
    """Who the numbers of people in these records are. Of those who never worked here the name alone is theirs to know."""
    found = Person.objects.filter(pk__in=people).order_by("pk").values_list("pk", "name")
    count = _write(into / OWN, "people_named", ["id", "name"], found)
    return Written(OWN, "people_named", count, Person)


def _write(folder: Path, name: str, names: list[str], rows: Iterable[Sequence[Any]]) -> int:
    folder.mkdir(mode=0o700, exist_ok=True)
    count = 0
    with (
        (folder / f"{name}.csv").open("x", newline="", encoding="utf-8-sig") as table,
        (folder / f"{name}.jsonl").open("x", encoding="utf-8") as lines,
    ):
        sheet = csv.writer(table)
        sheet.writerow(names)
        for row in rows:
            values = [_plain(value) for value in row]
            lines.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False) + "\n")
            sheet.writerow([_cell(value) for value in values])
            count += 1
    return count


def _copy_files(organisation: Organisation, folder: Path) -> tuple[list[str], int]:
    missing, count = [], 0
    folder.mkdir(mode=0o700)
    for file in EvidenceFile.objects.filter(owner=organisation).order_by("pk").iterator(_BATCH):
        try:
            shutil.copyfile(store.path_of(file.sha256), folder / f"{file.ref}-{_safe(file.name)}")
        except FileNotFoundError:
            missing.append(file.ref)
        else:
            count += 1
    return missing, count


def _attribute(model: type[Model], column: str) -> str:
    return next(field.attname for field in model._meta.concrete_fields if field.column == column)


def _plain(value: Any) -> Any:
    """As JSON has it: decimals and days as words, so that no digit is lost; sealed bytes in base64."""
    match value:
        case Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(bytes(value)).decode()
        case _:
            return value


def _cell(value: Any) -> str:
    """A spreadsheet must not calculate what somebody typed: such a text is led by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return json.dumps(value, ensure_ascii=False)


def _safe(name: str) -> str:
    return (
        "".join(sign if sign.isalnum() or sign in " .-_" else "_" for sign in name).strip(". ")[-120:]
        or "file"
    )
