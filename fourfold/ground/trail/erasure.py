"""Erasing personal values from the trail. That something changed, when and by whom stays, and so does the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.tables import TrailValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def erase_values(*, person: int | None, table: str, row: int, reason: str, at: datetime) -> int:
    """Erases every value kept of one row, salt and all, so that its digests can be guessed at no more; says how many.

    Each erasure leaves an entry of its own, with `reason`.
    """
    with transaction.atomic(), declared(person=person, organisation=None, reason=reason), as_maintenance():
        kept = TrailValue.objects.filter(entry__table=table, entry__row=row, erased_at=None)
        return kept.update(content="", salt="", erased_at=at)


def erase_values_of(*, table: str, rows: Sequence[int], at: datetime) -> int:
    """The same for several rows, within a change that is declared already, as maintenance."""
    kept = TrailValue.objects.filter(entry__table=table, entry__row__in=rows, erased_at=None)
    return kept.update(content="", salt="", erased_at=at)


def erase_entries(*, entries: Sequence[int], at: datetime) -> int:
    """The same for the values of these entries, of whatever rows."""
    return TrailValue.objects.filter(entry__in=entries, erased_at=None).update(
        content="", salt="", erased_at=at
    )
