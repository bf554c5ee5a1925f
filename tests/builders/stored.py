"""Everything that the database holds, for tests of what it must not hold."""

from __future__ import annotations

from django.db import connection

from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant


def tables_with(text: str | bytes) -> set[str]:
    """The tables with a column that has `text` somewhere in it: as it is, or in hexadecimal digits."""
    wanted = text if isinstance(text, bytes) else text.encode()
    forms = {wanted, wanted.hex().encode()}
    found = set()
    with as_tenant(MAINTENANCE), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (a table's own name)
            if any(form in _as_bytes(value) for row in cursor.fetchall() for value in row for form in forms):
                found.add(table)
    return found


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
