"""What became of one row, as a person reads it: who changed what, when and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Max, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.trail.tables import TrailEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

# The tenant of maintenance, as `organisations.tenancy` has it, which this room does not know.
MAINTENANCE = -1
_DONE = {
    "insert": say("Entered"),
    "update": say("Changed"),
    "delete": say("Removed"),
    "erase": say("Erased"),
}


@dataclass(frozen=True, slots=True)
class ChangedColumn:
    """`before` and `after` are as stored; None where there was nothing. `withheld` columns are never kept, nor erased ones."""

    name: str
    before: Any
    after: Any
    withheld: bool


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    done: str
    person: int | None
    organisation: int | None
    reason: str
    changes: tuple[ChangedColumn, ...]
    erased: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One change as its maker meant it, however many columns of the row it touched. `row` is the key of the row."""

    at: datetime
    person: int | None
    words: str
    row: int


def told(*, rows: Mapping[str, Collection[int]], tenant: int, most: int) -> list[Line]:
    """The latest `most` changes of `rows`, given by table, the newest first, as `tenant` may know them.

    What one request did to several of the rows for one reason is told once. Values are not read: a page that says what
    happened needs none of them, so that nothing sealed or confidential can come along.
    """
    named = Q(pk__in=())
    for table, keys in rows.items():
        named |= Q(table=table, row__in=list(keys))
    entries = TrailEntry.objects.filter(named)
    if tenant != MAINTENANCE:
        entries = entries.filter(Q(owner=tenant) | Q(other_owner=tenant))
    lines: list[Line] = []
    seen: set[tuple[str, int | None, str]] = set()
    for entry in entries.order_by("-pk")[:most]:
        doing = (entry.request, entry.person, entry.reason)
        if entry.request and doing in seen:
            continue
        seen.add(doing)
        lines.append(Line(entry.at, entry.person, entry.reason or _DONE[entry.operation], entry.row))
    return lines


def history(*, table: str, row: int, tenant: int) -> list[Step]:
    """Oldest first; nothing where `tenant` owns neither side of the entries, and all of it for maintenance (-1).

    People are named by key: whoever shows this knows their names (`people.queries`).
    """
    entries = TrailEntry.objects.filter(table=table, row=row).select_related("values").order_by("pk")
    labels = _labels(table)
    return [
        _step(entry, labels) for entry in entries if tenant in {MAINTENANCE, entry.owner, entry.other_owner}
    ]


def people_who_changed(rows: Mapping[str, Iterable[Any]], *, owner: int) -> set[int]:
    """The keys of the people who entered, changed or removed any of `rows`, given by table, as `owner` may know them."""
    named = Q()
    for table, keys in rows.items():
        named |= Q(table=table, row__in=keys)
    entries = TrailEntry.objects.filter(named, Q(owner=owner) | Q(other_owner=owner), person__isnull=False)
    people = entries.values_list("person", flat=True).distinct()
    return {person for person in people if person is not None}


def latest_change_by(
    people: Iterable[int], *, owner: int, since: datetime, leave_out: Collection[str] = ()
) -> dict[int, datetime]:
    """By key of the person, when they last changed a record of `owner`, where that was `since` then; tables in `leave_out`
    do not count.
    """
    entries = TrailEntry.objects.filter(owner=owner, person__in=list(people), at__gte=since).exclude(
        table__in=list(leave_out)
    )
    latest = entries.order_by().values("person").annotate(latest=Max("at")).values_list("person", "latest")
    return {person: at for person, at in latest if person is not None}


def _step(entry: TrailEntry, labels: dict[str, str]) -> Step:
    value = entry.values
    content: dict[str, list[Any]] = json.loads(value.content or "{}", parse_float=Decimal)
    return Step(
        at=entry.at,
        done=_DONE[entry.operation],
        person=entry.person,
        organisation=entry.organisation,
        reason=entry.reason,
        changes=tuple(
            _change(labels.get(column, column), content.get(column)) for column in entry.columns.split(",")
        ),
        erased=value.erased_at is not None,
    )


def _change(name: str, kept: list[Any] | None) -> ChangedColumn:
    before, after = kept or (None, None)
    return ChangedColumn(name, before, after, withheld=kept is None)


def _labels(table: str) -> dict[str, str]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return {
                field.column: str(field.verbose_name).capitalize()
                for field in model._meta.concrete_fields
                if field.column
            }
    return {}
