"""Erasing personal values from the trail. That something changed, when and by whom stays, and so does the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.tables import TrailEntry, TrailValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_AT_ONCE = 1_000


def erase_values(*, person: int | None, table: str, row: int, reason: str, at: datetime) -> int:
    """Erases every value kept of one row, salt and all, so that its digests can be guessed at no more; says how many.

    Each erasure leaves an entry of its own, with `reason`.
    """
    with transaction.atomic(), declared(person=person, organisation=None, reason=reason), as_maintenance():
        return erase_values_of(table=table, rows=[row], at=at)


def erase_values_of(*, table: str, rows: Sequence[int], at: datetime) -> int:
    """The same for several rows, within a change that is declared already, as maintenance."""
    entries = TrailEntry.objects.filter(table=table, row__in=rows).order_by("pk")
    return erase_entries(entries=list(entries.values_list("pk", flat=True)), at=at)


def erase_entries(*, entries: Sequence[int], at: datetime) -> int:
    """The same for the values of these entries, of whatever rows.

    By key and not through a join: row-level security asks about each value that a plan touches, and a join may touch all.
    """
    erased = 0
    for first in range(0, len(entries), _AT_ONCE):
        few = TrailValue.objects.filter(pk__in=entries[first : first + _AT_ONCE], erased_at=None)
        erased += few.update(content="", salt="", erased_at=at)
    return erased
