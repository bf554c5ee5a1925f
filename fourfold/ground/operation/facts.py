"""What a database holds, asked in plain SQL: so that a copy can be asked the same without Django."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from django.conf import settings

from fourfold.ground.operation.archive import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADS = (
    "SELECT l.owner, l.number, l.hash FROM ground_traillink l JOIN"
    " (SELECT owner, max(number) AS number FROM ground_traillink GROUP BY owner) last"
    " ON last.owner = l.owner AND last.number = l.number ORDER BY l.owner"
)
_FINGERPRINT_DIGITS = 16


def facts_of(cursor: Any, tables: Iterable[str]) -> Facts:
    """`cursor` is any of the DB-API; on PostgreSQL it must see as maintenance does, or rows of owners are missed."""
    names = sorted(tables)
    counts = {}
    for table in names:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  (a name of the catalogue)
        counts[table] = int(cursor.fetchone()[0])
    heads: list[tuple[int, int, str]] = []
    if "ground_traillink" in counts:
        cursor.execute(_HEADS)
        heads = [(int(owner), int(number), str(hashed)) for owner, number, hashed in cursor.fetchall()]
    migrations: list[str] = []
    if "django_migrations" in counts:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = sorted({f"{app}.{name}" for app, name in cursor.fetchall()})
    return Facts(migrations, counts, heads)


def differences(wanted: Facts, found: Facts) -> list[str]:
    """In words, what a copy lacks or has too much."""
    said = [
        f"{table}: {wanted.counts.get(table, 0)} rows were backed up, {found.counts.get(table, 0)} are there"
        for table in sorted(wanted.counts.keys() | found.counts.keys())
        if wanted.counts.get(table, 0) != found.counts.get(table, 0)
    ]
    if sorted(wanted.heads) != sorted(found.heads):
        said.append("the heads of the trail differ")
    if wanted.migrations != found.migrations:
        said.append("the migrations differ")
    return said


def fingerprints() -> dict[str, str]:
    """Of the secrets in use. A secret of 32 random characters cannot be guessed from sixteen digits of its HMAC."""
    return {name: _fingerprint(secret) for name, secret in secrets_in_use().items()}


def secrets_in_use() -> dict[str, str]:
    """By the name of the file that keeps each where no variable gives it."""
    return {"secret-key": settings.SECRET_KEY, "sealing-secret": settings.SEALING_SECRET}


def _fingerprint(secret: str) -> str:
    return hmac.new(secret.encode(), b"fourfold.backup.fingerprint", "sha256").hexdigest()[
        :_FINGERPRINT_DIGITS
    ]
