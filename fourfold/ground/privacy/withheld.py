"""What an administrator's copy for somebody leaves out for now, because the administrator may not know it yet.

Who it is about has it in the copy that they take themselves. Each storey registers what it knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable

_withheld: dict[str, Callable[[], Q]] = {}


def register_withheld(table: str, which: Callable[[], Q]) -> None:
    """`which()` tells the rows of `table`, as "storey.Model", that others may not see yet."""
    _withheld[table] = which


def withheld(table: str) -> Q:
    which = _withheld.get(table)
    return Q(pk__in=()) if which is None else which()
