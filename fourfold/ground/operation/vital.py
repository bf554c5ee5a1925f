"""What must hold for the site to take a request: asked at `/ready/` every few seconds, so each question is a quick one."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from fourfold.ground.files.scanner import NoAnswer, version_at
from fourfold.ground.operation.findings import Finding, Level, look, ok, wrong
from fourfold.ground.trail import installation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.files.scanner import Place

MEBIBYTE = 1024 * 1024
_SCANNER_SECONDS = 2
_MOST_NAMED = 5


def vital_signs() -> Iterator[Finding]:
    """The database, its migrations, its triggers, the data directory and the disk, in this order."""
    answered = database()
    yield answered
    if answered.level is not Level.WRONG:
        yield migrations()
        yield triggers()
    yield data_directory()
    yield disk()


def database() -> Finding:
    about = "database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        connection.close()
        # What the driver says may hold the address and the user; its kind is enough to look further.
        return wrong(
            about,
            f"does not answer ({type(problem).__name__})",
            "Is it running, and is DATABASE_URL right? Its own log says more.",
        )
    return ok(about, connection.vendor)


@cache
def migrations_to_have() -> frozenset[tuple[str, str]]:
    """Those that a whole database has; they do not change while the program runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


@cache
def migrations_on_disk() -> frozenset[tuple[str, str]]:
    """All of this program, those too that stand in one with others by now and that an older database has had."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def migrations() -> Finding:
    about = "migrations"
    applied = set(MigrationRecorder(connection).applied_migrations())
    needed, known = migrations_to_have(), migrations_on_disk()
    apps = {app for app, _name in known}
    if missing := sorted(needed - applied):
        return wrong(
            about,
            f"{len(missing)} not applied: {_some(f'{app}.{name}' for app, name in missing)}",
            "Run `fourfold django migrate`, after a backup.",
        )
    if newer := sorted(each for each in applied - known if each[0] in apps):
        return look(
            about,
            f"the database has {len(newer)} that this program does not know: {_some(f'{app}.{name}' for app, name in newer)}",
            "The database was used by a newer Fourfold. Run that version.",
        )
    return ok(about, f"{len(needed)} applied")


def triggers() -> Finding:
    about = "triggers"
    missing = installation.missing(connection)
    if missing:
        return wrong(
            about,
            f"{len(missing)} missing: {_some(missing)}",
            "Changes may have gone unrecorded since they went. Run `fourfold django migrate`, which makes them anew, "
            "then `fourfold audit verify`, and find out who took them away.",
        )
    return ok(about, "every table has its own")


def data_directory() -> Finding:
    about = "data directory"
    for folder in (Path(settings.DATA_DIR), Path(settings.FILES_DIR)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as trial:
                trial.write(b"0")
        except OSError as problem:
            return wrong(
                about,
                f"{folder} cannot be written ({problem.strerror})",
                "Give the user that runs Fourfold the right to write there, or make room.",
            )
    return ok(about, str(settings.DATA_DIR))


def disk() -> Finding:
    about = "disk"
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError as problem:
        return wrong(about, f"cannot be asked ({problem.strerror})", "Look at FOURFOLD_DATA_DIR.")
    least: int = settings.LEAST_FREE_BYTES
    words = f"{free // MEBIBYTE} MB free"
    if free < least:
        return wrong(about, f"{words}, less than {least // MEBIBYTE}", "Make room before it is full.")
    if free < 4 * least:
        return look(about, words, f"Below {least // MEBIBYTE} MB the site is not ready. Make room.")
    return ok(about, words)


def scanner() -> Iterator[Finding]:
    """Nothing where none is set. Without its answer the site goes on, and refuses files: so it is no vital sign."""
    about = "virus scanner"
    place: Place | None = settings.SCANNER
    if place is None:
        return
    try:
        version = version_at(place, seconds=_SCANNER_SECONDS)
    except NoAnswer as problem:
        yield wrong(
            about,
            f"gives no answer, so every file is refused: {problem}",
            "Start clamd, or set FOURFOLD_CLAMD right.",
        )
        return
    yield ok(about, version)


def _some(names: Iterator[str] | list[str]) -> str:
    every = list(names)
    more = len(every) - _MOST_NAMED
    return ", ".join(every[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
