"""Putting a backup back: checked before anything is touched, evidence first, the database last and in one piece.

Evidence lies under the hash of its content, so adding it changes nothing that is there. The database is made new, compared
with the manifest and its trail verified before it takes the old one's place: on the embedded database in a file of its
own, on PostgreSQL in a transaction that is kept only then. Whatever stops a restore leaves the old database as it was.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from fourfold.ground.files import store
from fourfold.ground.operation.archive import BadArchive, checked, chunks_of, opened
from fourfold.ground.operation.backup import MEMBER
from fourfold.ground.operation.engines import postgresql, sqlite
from fourfold.ground.operation.facts import differences, facts_of, fingerprints, secrets_in_use
from fourfold.ground.operation.vital import migrations_on_disk, migrations_to_have
from fourfold.ground.trail import verify
from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.trailed import tables_present, trailed_models

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

    from fourfold.ground.operation.archive import Facts, Manifest

_MOST_FAULTS = 5


class CannotRestore(Exception):
    """The database is as it was; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`other_secrets` are those of this installation that are not the ones in use when the backup was made."""

    made_at: str
    version: str
    rows: int
    files: int
    missing: list[str]
    trail_entries: int
    other_secrets: list[str]
    migrations_to_apply: int


def target_is_empty() -> bool:
    """Whether no table of ours holds a row; tables alone are nothing to lose."""
    present = tables_present(connection)
    with as_maintenance():
        return not any(
            model._base_manager.exists() for model in trailed_models() if model._meta.db_table in present
        )


def restore(*, file: Path, seal: str, kept: Sequence[verify.Head], with_secrets: bool) -> Restored:
    """Raises BadArchive or CannotRestore. The caller has made sure that what is there may go."""
    try:
        with opened(file) as archive:
            manifest = checked(archive, seal=seal)
            _check_suits(manifest, with_secrets=with_secrets)
            _check_room(manifest)
            with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".fourfold-restore-") as scratch:
                dumped = _extracted(archive, MEMBER[connection.vendor], Path(scratch))
                files = _add_files(archive, manifest)
                entries = _put_back(dumped, manifest, kept)
            if with_secrets:
                _put_secrets_back(archive)
    except OSError as problem:
        message = f"The disk or the archive failed ({problem.strerror}). The database is as it was. Put that right and try again."
        raise CannotRestore(message) from problem
    now = fingerprints()
    return Restored(
        made_at=manifest.made_at,
        version=manifest.version,
        rows=sum(manifest.facts.counts.values()),
        files=files,
        missing=manifest.missing,
        trail_entries=entries,
        other_secrets=[]
        if with_secrets
        else sorted(name for name in now if now[name] != manifest.keys.get(name)),
        migrations_to_apply=len(_to_apply(manifest.facts)),
    )


def _check_suits(manifest: Manifest, *, with_secrets: bool) -> None:
    if manifest.engine != connection.vendor or MEMBER[connection.vendor] not in manifest.members:
        raise CannotRestore(
            f"The backup is of a {manifest.engine} database and DATABASE_URL names a {connection.vendor} one. "
            "Set DATABASE_URL to one of the same kind."
        )
    known = {f"{app}.{name}" for app, name in migrations_on_disk()}
    apps = {name.partition(".")[0] for name in known}
    newer = [
        name for name in manifest.facts.migrations if name not in known and name.partition(".")[0] in apps
    ]
    if newer:
        raise CannotRestore(
            f"The backup was made by Fourfold {manifest.version}, which is newer than this one: it knows {newer[0]}. "
            "Install that version or a later one."
        )
    if with_secrets:
        lacking = [name for name in secrets_in_use() if f"secrets/{name}" not in manifest.members]
        if lacking:
            raise CannotRestore("The backup was made without its secrets. Restore without --with-secrets.")
        fixed = [name for name in secrets_in_use() if not (Path(settings.DATA_DIR) / name).exists()]
        if fixed:
            raise CannotRestore(
                "This installation has its secrets from the environment, where a backup cannot put them. "
                "Restore without --with-secrets, and set the variables yourself."
            )


def _check_room(manifest: Manifest) -> None:
    needed = sum(
        member.size
        for name, member in manifest.members.items()
        if not store.path_of(Path(name).name).exists()
    )
    if manifest.engine == "sqlite":
        needed += 2 * manifest.members[MEMBER["sqlite"]].size
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < needed:
        mebibyte = 1024 * 1024
        raise CannotRestore(
            f"{settings.DATA_DIR} has {free // mebibyte} MB free, and {needed // mebibyte + 1} are needed. Make room first."
        )


def _extracted(archive: zipfile.ZipFile, name: str, folder: Path) -> Path:
    target = folder / name
    with target.open("xb") as file:
        for chunk in chunks_of(archive, name):
            file.write(chunk)
    return target


def _add_files(archive: zipfile.ZipFile, manifest: Manifest) -> int:
    added = 0
    for name in manifest.members:
        folder, _, sha256 = name.partition("/")
        if folder == "files":
            added += 1
            # What is there already is about to be named again, and not to be swept away before.
            if not store.touch(sha256):
                store.keep(chunks_of(archive, name))
    return added


def _put_back(dumped: Path, manifest: Manifest, kept: Sequence[verify.Head]) -> int:
    try:
        if connection.vendor == "postgresql":
            return _put_back_on_postgresql(dumped, manifest, kept)
        return _put_back_on_sqlite(dumped, manifest, kept)
    except sqlite.NotWhole as problem:
        raise CannotRestore(
            f"The database in the backup is damaged ({problem}). Use another backup."
        ) from problem
    except postgresql.ProgramFailed as problem:
        raise CannotRestore(f"{problem} The database is as it was.") from problem
    except (DatabaseError, sqlite3.Error) as problem:
        driver = problem.__cause__ or problem
        raise CannotRestore(
            f"The database refused the backup ({type(driver).__name__}: {str(driver).splitlines()[0]}) and is as it was. "
            "Is the site stopped, and does the role own the tables?"
        ) from problem


def _put_back_on_sqlite(dumped: Path, manifest: Manifest, kept: Sequence[verify.Head]) -> int:
    _must_agree(manifest.facts, sqlite.facts_of_file(dumped))
    with sqlite.looking_at(dumped):
        entries = _verified(manifest.facts, kept)
    connection.close()
    sqlite.copy(dumped, sqlite.database_file())
    return entries


def _put_back_on_postgresql(dumped: Path, manifest: Manifest, kept: Sequence[verify.Head]) -> int:
    with transaction.atomic():
        postgresql.put_back(dumped)
        with connection.cursor() as cursor, as_maintenance():
            _must_agree(manifest.facts, facts_of(cursor, postgresql.tables(cursor)))
        return _verified(manifest.facts, kept)


def _must_agree(wanted: Facts, found: Facts) -> None:
    if said := differences(wanted, found):
        raise CannotRestore(f"The restored copy is not what was backed up: {'; '.join(said[:_MOST_FAULTS])}.")


def _verified(facts: Facts, kept: Sequence[verify.Head]) -> int:
    """How many entries the trail has. Of an older program only counts and heads were compared: its triggers differ."""
    if _to_apply(facts):
        return 0
    result = verify.verify(kept=[*kept, *(verify.Head(*head) for head in facts.heads)])
    if not result.intact:
        said = "; ".join(fault.words for fault in result.faults[:_MOST_FAULTS])
        raise CannotRestore(f"The trail in the backup does not verify: {said}. The database is as it was.")
    return result.entries


def _to_apply(facts: Facts) -> list[str]:
    return sorted({f"{app}.{name}" for app, name in migrations_to_have()} - set(facts.migrations))


def _put_secrets_back(archive: zipfile.ZipFile) -> None:
    for name in secrets_in_use():
        path = Path(settings.DATA_DIR) / name
        secret = archive.read(f"secrets/{name}")
        if path.read_bytes().strip() == secret:
            continue
        path.replace(path.with_name(f"{name}.before-restore"))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)


__all__ = ("BadArchive", "CannotRestore", "Restored", "restore", "target_is_empty")
