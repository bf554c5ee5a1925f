"""The database standing still for one who reads long, while everyone else goes on writing."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction

from fourfold.ground.operation.engines import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_moment(*, scratch: Path) -> Iterator[None]:
    """Within, every question is answered as of its beginning. Nothing may be written.

    The embedded database is copied into `scratch` first: a transaction of its own would keep writers waiting.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".fourfold-moment-") as folder:
        copied = Path(folder) / "database.sqlite3"
        sqlite.copy(sqlite.database_file(), copied)
        with sqlite.looking_at(copied):
            yield
