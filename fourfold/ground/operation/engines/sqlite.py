"""Copies of the embedded database, by SQLite's own means: whole at one moment, while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from fourfold.ground.operation.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.operation.archive import Facts

# A writer may hold the lock for as long as Django lets one wait.
_SECONDS = 20
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


class NotWhole(Exception):
    """The copy is damaged; the sentence is SQLite's."""


def database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def copy(source: Path, target: Path) -> None:
    """All pages in one reading transaction: what was committed when it began, and nothing after. The target's old
    content gives way in one writing transaction, so that whoever reads it sees the old or the new, and a crash the old.
    """
    with (
        closing(sqlite3.connect(source, timeout=_SECONDS)) as reading,
        closing(sqlite3.connect(target, timeout=_SECONDS)) as writing,
    ):
        reading.backup(writing)


def facts_of_file(file: Path) -> Facts:
    """Raises NotWhole where SQLite finds the file damaged."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as reading:
        try:
            said = [words for (words,) in reading.execute("PRAGMA integrity_check(1)")]
            tables = [name for (name,) in reading.execute(_TABLES)]
            if said == ["ok"]:
                return facts_of(reading.cursor(), tables)
        except sqlite3.DatabaseError as problem:
            raise NotWhole(str(problem)) from problem
    raise NotWhole("; ".join(said))


@contextmanager
def looking_at(file: Path) -> Iterator[None]:
    """Within, Django's embedded database is the one in `file`."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
