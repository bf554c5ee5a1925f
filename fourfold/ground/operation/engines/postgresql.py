"""Copies of a PostgreSQL database with its own programs, `pg_dump` and `pg_restore`.

A dump is made under a snapshot that we hold, so that what we count is what it holds. It is put back by our own connection
in one transaction, never by `psql`: whatever a manipulated archive contains reaches a database, not a shell, and with the
rights of the role in DATABASE_URL only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from django.db import connection, transaction

from fourfold.ground.operation.archive import chunks_from
from fourfold.ground.operation.facts import facts_of
from fourfold.ground.trail.as_maintenance import as_maintenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.operation.archive import Facts

# Maintenance sees every row through the forced wall; a tenant that is not named would see none.
_AS_MAINTENANCE = "-c fourfold.tenant=-1"
_COPY = re.compile(rb"COPY .+ FROM stdin;\n")
# A safeguard of psql's, in dumps since August 2025. We are not psql.
_FOR_PSQL = (b"\\restrict ", b"\\unrestrict ")


class ProgramFailed(Exception):
    """`pg_dump` or `pg_restore` is missing or failed; the sentence says which, and what it said."""


@contextmanager
def snapshot() -> Iterator[tuple[str, Facts]]:
    """The name of a snapshot for `dump`, good within, and what the database holds in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        name = str(cursor.fetchone()[0])
        with as_maintenance():
            facts = facts_of(cursor, tables(cursor))
        yield name, facts


def tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema")
    return [name for (name,) in cursor.fetchall()]


def dump(snapshot_name: str) -> Iterator[bytes]:
    """The database as `pg_dump` writes it. Raises ProgramFailed, at the end, where it did not end well."""
    command = [
        program("pg_dump"),
        *("--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", "--no-password"),
        f"--snapshot={snapshot_name}",
    ]
    yield from _said_by(command, {**_connection(), "PGOPTIONS": _AS_MAINTENANCE})


def put_back(dumped: Path) -> None:
    """Makes the schema's content that of the dump, within the caller's transaction and as its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '15s'")
        cursor.execute("SELECT set_config('fourfold.path', current_setting('search_path'), true)")
        _clear(cursor)
        for section in ("pre-data", "data", "post-data"):
            command = [
                program("pg_restore"),
                f"--section={section}",
                "--no-owner",
                "--no-privileges",
                "--file=-",
            ]
            with tempfile.TemporaryFile(dir=dumped.parent) as script:
                for chunk in _said_by([*command, str(dumped)], {}):
                    script.write(chunk)
                script.seek(0)
                _run(cursor, script)
        # The dump's own settings were for it alone.
        cursor.execute("SELECT set_config('search_path', current_setting('fourfold.path'), false)")
        cursor.execute("SET row_security = on")
        cursor.execute("SET check_function_bodies = on")


def program(name: str) -> str:
    """Where the program is: on the path, or where Debian keeps those of each version. Raises ProgramFailed."""
    found = shutil.which(name)
    if found is None:
        places = sorted(
            Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: path.parts[4].zfill(4)
        )
        found = str(places[-1]) if places else None
    if found is None:
        raise ProgramFailed(
            f"{name} is not on this machine. Install PostgreSQL's client programs (on Debian and Ubuntu: "
            "apt-get install postgresql-client), of the server's version or newer."
        )
    return found


def _clear(cursor: Any) -> None:
    names = [connection.ops.quote_name(name) for name in tables(cursor)]
    if names:
        cursor.execute(f"DROP TABLE {', '.join(names)} CASCADE")
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = current_schema::regnamespace AND proname LIKE 'fourfold\\_%%'",
        [],
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")


def _run(cursor: Any, script: IO[bytes]) -> None:
    r"""Statements go as they stand; between `COPY … FROM stdin;` and `\.` are rows, which go as such."""
    statements: list[bytes] = []
    for line in script:
        if _COPY.fullmatch(line):
            _execute(cursor, statements)
            with cursor.connection.cursor().copy(line.decode().rstrip().removesuffix(";")) as rows:
                for row in script:
                    if row == b"\\.\n":
                        break
                    rows.write(row)
            statements = []
        elif not line.startswith(_FOR_PSQL):
            statements.append(line)
    _execute(cursor, statements)


def _execute(cursor: Any, statements: list[bytes]) -> None:
    text = b"".join(line for line in statements if not line.startswith(b"--")).decode()
    if text.strip():
        cursor.connection.cursor().execute(text)


def _said_by(command: list[str], environment: dict[str, str]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(  # noqa: S603  (our own words, no shell)
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as running:
            try:
                yield from chunks_from(cast("IO[bytes]", running.stdout))
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            errors.seek(0)
            said = errors.read(2_000).decode(errors="replace").strip()
            raise ProgramFailed(f"{Path(command[0]).name} ended with {running.returncode}: {said}")


def _connection() -> dict[str, str]:
    """DATABASE_URL as variables of libpq: a password among a program's words could be read by every user."""
    settings = connection.settings_dict
    variables = {
        "PGDATABASE": settings["NAME"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        **{
            f"PG{name.upper()}": value for name, value in settings["OPTIONS"].items() if name in _AS_VARIABLES
        },
    }
    return {name: str(value) for name, value in variables.items() if value}


_AS_VARIABLES = {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"}
