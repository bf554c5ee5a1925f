"""Making a backup: the database as it was at one moment, the evidence it names, and a manifest to know them by."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.operation.archive import Manifest, chunks_from, written
from fourfold.ground.operation.engines import postgresql, sqlite
from fourfold.ground.operation.facts import fingerprints, secrets_in_use
from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.trailed import tables_present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fourfold.ground.operation.archive import Facts, Writer

MEMBER = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
_HASH = re.compile(r"[0-9a-f]{64}")


class CannotBackUp(Exception):
    """Nothing was written; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    file: str
    seal: str
    rows: int
    files: int
    bytes: int
    missing: list[str]
    secrets: bool


def make(*, file: Path, at: datetime, with_secrets: bool, overwrite: bool) -> Made:
    """Writes `file` whole or not at all. The site may go on writing: what it commits meanwhile is in the next backup."""
    _check_place(file, overwrite=overwrite)
    try:
        with written(file) as archive, _database_in(archive, file.parent) as facts:
            # After the database: evidence is kept before the row that names it, so all that it names is there by now.
            _add_files(archive)
            if with_secrets:
                for name, secret in secrets_in_use().items():
                    archive.add(f"secrets/{name}", [secret.encode()])
            manifest = Manifest(
                made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
                version=version("fourfold"),
                engine=connection.vendor,
                facts=facts,
                keys=fingerprints(),
                missing=sorted(
                    name.removeprefix("files/") for name in _named_files() - archive.members.keys()
                ),
                members=archive.members,
            )
            seal = archive.seal(manifest)
    except sqlite.NotWhole as problem:
        raise CannotBackUp(f"The database is damaged ({problem}). Restore the last good backup.") from problem
    except (OSError, sqlite3.Error) as problem:
        said = getattr(problem, "strerror", None) or problem
        message = f"{file} could not be written ({said}); nothing is left of it. Make room, or choose another place."
        raise CannotBackUp(message) from problem
    return Made(
        file=str(file),
        seal=seal,
        rows=sum(facts.counts.values()),
        files=sum(name.startswith("files/") for name in manifest.members),
        bytes=file.stat().st_size,
        missing=manifest.missing,
        secrets=with_secrets,
    )


def _check_place(file: Path, *, overwrite: bool) -> None:
    if EvidenceFile._meta.db_table not in tables_present(connection):
        raise CannotBackUp("There is nothing to back up: the database has no tables yet.")
    if not file.parent.is_dir():
        raise CannotBackUp(f"There is no folder {file.parent}. Make it, or choose another place.")
    if file.is_dir():
        raise CannotBackUp(f"{file} is a folder. Give the name of a file to write.")
    if file.exists() and not overwrite:
        raise CannotBackUp(f"{file} is there already. Choose another name, or say --overwrite.")
    if _inside(file, Path(settings.FILES_DIR)):
        raise CannotBackUp(f"{file} would lie among the evidence it is a backup of. Choose another place.")
    needed = sum(_size(path) for path in kept_files())
    if connection.vendor == "sqlite" and sqlite.database_file().exists():
        # Once as a copy and once in the archive.
        needed += 2 * sqlite.database_file().stat().st_size
    free = shutil.disk_usage(file.parent).free
    if free < needed:
        mebibyte = 1024 * 1024
        raise CannotBackUp(
            f"{file.parent} has {free // mebibyte} MB free, and up to {needed // mebibyte + 1} are needed. "
            "Make room, or choose another place."
        )


@contextmanager
def _database_in(archive: Writer, folder: Path) -> Iterator[Facts]:
    """Adds the database. On PostgreSQL its snapshot is held within, so that questions about it see the same moment."""
    member = MEMBER[connection.vendor]
    if connection.vendor == "postgresql":
        with postgresql.snapshot() as (name, facts):
            archive.add(member, postgresql.dump(name))
            yield facts
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fourfold-backup-") as scratch:
        copied = Path(scratch) / member
        sqlite.copy(sqlite.database_file(), copied)
        facts = sqlite.facts_of_file(copied)
        with copied.open("rb") as content:
            archive.add(member, chunks_from(content), compress=True)
        with sqlite.looking_at(copied):
            yield facts


def _add_files(archive: Writer) -> None:
    """Adds every file of evidence whose content is still what it was taken in as; another is as good as missing."""
    for path in kept_files():
        # Gone since the folder was read: swept away, because no row names it.
        with suppress(FileNotFoundError), path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() == path.name:
                content.seek(0)
                archive.add(f"files/{path.name}", chunks_from(content))


def kept_files() -> list[Path]:
    root = Path(settings.FILES_DIR)
    return sorted(path for path in root.glob("??/??/*") if _HASH.fullmatch(path.name) and path.is_file())


def _named_files() -> set[str]:
    with as_maintenance():
        return {
            f"files/{sha256}" for sha256 in EvidenceFile.objects.values_list("sha256", flat=True).distinct()
        }


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _inside(file: Path, folder: Path) -> bool:
    return folder.resolve() in file.resolve().parents
