"""The history of a record as a page shows it: when, who, and what for, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.said import Said, say, say_joined
from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.people.delegations import stood_in_for
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.history import told
from fourfold.ground.web.filters import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import Model

    from fourfold.ground.people.tables import Membership
    from fourfold.ground.trail.history import Line

MOST = 100
NOBODY = say("The system")


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
    stood_in = stood_in_for(people=people, organisation=tenant)
    named = about or {}
    return [
        (
            moment(line.at),
            _who(line, people, stood_in),
            say("{words}: {title}", words=Said(line.words), title=named[line.row])
            if line.row in named
            else Said(line.words),
        )
        for line in lines
    ]


def _who(line: Line, people: Mapping[int, str], stood_in: Mapping[int, Sequence[Membership]]) -> str:
    """The name, and for whom they stood in on that day: the one who delegated answers for it too."""
    if line.person is None or line.person not in people:
        return NOBODY
    day = timezone.localdate(line.at)
    givers = {
        each.delegated_by.name: None
        for each in stood_in.get(line.person, ())
        if each.delegated_by is not None
        and each.until_day is not None
        and each.from_day <= day <= each.until_day
    }
    name = people[line.person]
    return (
        say("{name}, standing in for {givers}", name=name, givers=say_joined(list(givers)))
        if givers
        else name
    )
