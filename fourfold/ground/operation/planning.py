"""What a database needs to know of its tables to choose the shortest way through them."""

from __future__ import annotations

from django.db import connection

# So many rows of each index are looked at: enough to tell a column of three values from one of a million.
_LOOKED_AT = 1_000


def look_again() -> bool:
    """The embedded database never looks by itself, and takes every table for a short one: a list that it could read in order
    it sorts as a whole. PostgreSQL looks by itself, every few minutes; False says that nothing was to be done.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        cursor.execute("ANALYZE")
    return True
