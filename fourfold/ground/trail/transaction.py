"""What PostgreSQL's triggers and policies are told, always as settings of one transaction.

A setting of the session would outlive its request on a connection that is used again, and would reach strangers behind a
pooler. So where no transaction is open one is opened, and its end, however it ends, takes the settings away.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

_IN_ERROR = 3  # libpq's PQTRANS_INERROR


def a_transaction() -> AbstractContextManager[None]:
    """On PostgreSQL a transaction, if none is open. Not on the embedded database: it would take the write lock to read."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return transaction.atomic()
    return nullcontext()


def tell(settings: Mapping[str, str]) -> None:
    """Sets `settings` for the rest of the transaction. In one that has failed nothing can be set and nothing need be:
    going back to the savepoint, or to the start, puts back what stood there.
    """
    if connection.vendor != "postgresql" or connection.needs_rollback or failed():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(settings))}",
            [part for setting in settings.items() for part in setting],
        )


def failed() -> bool:
    """Whether PostgreSQL has given the open transaction up: nothing more can be asked in it, and nothing of it will stay."""
    if connection.vendor != "postgresql":
        return False
    raw = connection.connection
    return raw is not None and (raw.closed or raw.info.transaction_status == _IN_ERROR)
