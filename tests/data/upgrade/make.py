"""Stores the demonstration of the version that is checked out, as compressed SQL; see the README beside this file."""

from __future__ import annotations

import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Those that the test opens it with: nothing is sealed by them that anybody wishes to keep.
SECRETS = {
    "FOURFOLD_SECRET_KEY": "the-secret-key-of-the-stored-demonstration",
    "FOURFOLD_SEALING_SECRET": "the-sealing-secret-of-the-stored-demonstration",
}


def main(name: str) -> None:
    os.environ |= {**SECRETS, "DJANGO_SETTINGS_MODULE": "fourfold.config.settings"}
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.db import connection

    from fourfold.ground.trail import chain
    from fourfold.hub.commands import demonstration

    call_command("migrate", verbosity=0)
    nobodys = make_password(None)
    demonstration.make(at=datetime(2026, 11, 23, 12, tzinfo=UTC), hash_of=lambda _: nobodys)
    chain.chain_all()
    vendor = connection.vendor
    settings = connection.settings_dict
    connection.close()
    text = of_sqlite(settings["NAME"]) if vendor == "sqlite" else of_postgresql(os.environ["DATABASE_URL"])
    target = HERE / f"{name}_{vendor}.sql.xz"
    target.write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


def of_sqlite(file: str) -> bytes:
    with closing(sqlite3.connect(file)) as database:
        return "\n".join(database.iterdump()).encode()


def of_postgresql(url: str) -> bytes:
    """Without the lines by which new `psql` guards itself and old `psql` is confused."""
    done = subprocess.run(
        ["pg_dump", "--no-owner", "--no-privileges", "--enable-row-security", url.partition("?")[0]],  # noqa: S607
        env={**os.environ, "PGOPTIONS": "-c fourfold.tenant=-1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    lines = done.stdout.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith((b"\\restrict", b"\\unrestrict")))


if __name__ == "__main__":
    main(sys.argv[1])
