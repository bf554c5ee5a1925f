"""Trying a backup by restoring it: by the very command that would restore it in earnest, into a place of its own."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import DatabaseError, connection

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND_LINE = "fourfold.config.command_line"


class NotRehearsed(Exception):
    """The backup could not be restored, or there was no place to try it in; the sentence says which."""


def rehearse(*, file: Path, seal: str, folder: Path) -> str:
    """Restores `file` into a scratch database and data directory (below `folder`), which are gone afterwards. Returns
    what the command answered. Raises NotRehearsed.
    """
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".fourfold-rehearsal-") as data_dir,
        _scratch_database() as url,
    ):
        environment = {
            **os.environ,
            "FOURFOLD_DATA_DIR": data_dir,
            "DATABASE_URL": url,
            "FOURFOLD_SECRET_KEY": settings.SECRET_KEY,
            "FOURFOLD_SEALING_SECRET": settings.SEALING_SECRET,
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        }
        for name in ("DATABASE_URL_FILE", "FOURFOLD_SECRET_KEY_FILE", "FOURFOLD_SEALING_SECRET_FILE"):
            environment.pop(name, None)
        done = subprocess.run(  # noqa: S603  (our own words, no shell)
            [sys.executable, "-m", COMMAND_LINE, "restore", str(file.resolve()), "--seal", seal],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise NotRehearsed(
            done.stderr.strip().removeprefix("fourfold: ") or "the restore ended without a word"
        )
    return done.stdout


@contextmanager
def _scratch_database() -> Iterator[str]:
    """The address of an empty database that nobody else uses."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"fourfold_rehearsal_{secrets.token_hex(6)}"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError as problem:
        raise NotRehearsed(
            "a scratch database cannot be made: the role in DATABASE_URL may not. Restore the backup on another machine "
            f"instead, or let a database administrator run: ALTER ROLE {settings.DATABASES['default']['USER']} CREATEDB"
        ) from problem
    try:
        yield _address_of(name)
    finally:
        with connection.cursor() as cursor:
            # Not WITH (FORCE): the server's own cleaning may be in it for a moment, and only a superuser ends that by force.
            # Our own sessions we may end, and without force the server sends its cleaning away and waits for it.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
                [name],
            )
            cursor.execute(f"DROP DATABASE {quoted}")


def _address_of(name: str) -> str:
    given = connection.settings_dict
    options = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str)}
    who = f"{quote(given['USER'], safe='')}:{quote(given['PASSWORD'], safe='')}"
    where = (
        f"{quote(given['HOST'], safe='[]:')}:{given['PORT']}"
        if given["PORT"]
        else quote(given["HOST"], safe="[]:")
    )
    return f"postgres://{who}@{where}/{name}?{urlencode(options)}"
