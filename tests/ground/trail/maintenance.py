"""Reading the trail in tests: row-level security shows it whole to maintenance alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.tables import TrailEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models


@contextmanager
def as_maintenance() -> Iterator[None]:
    with as_tenant(MAINTENANCE):
        yield


def entries_of(row: models.Model) -> list[TrailEntry]:
    with as_maintenance():
        return list(TrailEntry.objects.filter(table=row._meta.db_table, row=row.pk).order_by("pk"))
