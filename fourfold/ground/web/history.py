"""The history of a record as a page shows it: when, who, and what for, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.history import history
from fourfold.ground.web.filters import moment

if TYPE_CHECKING:
    from django.db.models import Model

MOST = 100
NOBODY = "The system"


def history_of(row: Model) -> list[tuple[str, str, str]]:
    """Rows for a table; empty where the tenant of the moment owns neither side of the entries."""
    tenant = current_tenant()
    if tenant is None:
        return []
    steps = history(table=row._meta.db_table, row=row.pk, tenant=tenant)[-MOST:]
    people = dict(
        Person.objects.filter(pk__in={step.person for step in steps if step.person}).values_list("pk", "name")
    )
    return [
        (moment(step.at), people.get(step.person or 0, NOBODY), step.reason or step.done)
        for step in reversed(steps)
    ]
