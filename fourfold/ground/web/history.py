"""The history of a record as a page shows it: when, who, and what for, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.history import told
from fourfold.ground.web.filters import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

MOST = 100
NOBODY = "The system"


def history_of(*rows: Model, about: Mapping[int, str] | None = None) -> list[tuple[str, str, str]]:
    """Rows for a table, of a record and of what belongs to it; empty where the tenant of the moment owns no side of them.

    `about` names, by key, whom or what each row is about, where the rows are many of one kind.
    """
    tenant = current_tenant()
    if tenant is None:
        return []
    keys: dict[str, list[int]] = {}
    for row in rows:
        keys.setdefault(row._meta.db_table, []).append(row.pk)
    lines = told(rows=keys, tenant=tenant, most=MOST)
    people = dict(
        Person.objects.filter(pk__in={line.person for line in lines if line.person}).values_list("pk", "name")
    )
    named = about or {}
    return [
        (
            moment(line.at),
            people.get(line.person or 0, NOBODY),
            f"{line.words}: {named[line.row]}" if line.row in named else line.words,
        )
        for line in lines
    ]
