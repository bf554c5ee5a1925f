"""Every row of a procedure that the tenant of the moment may see, table by table, as plain values."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django.apps import apps
from django.db import models

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.tables import TrailEntry
from fourfold.integrate.models import (
    ConsultationAnswer,
    ConsultationIdea,
    ConsultationResponse,
    EvidencePack,
    OpenedFile,
    Procurement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_AT_ONCE: Final = 500
Names: TypeAlias = "dict[tuple[type[models.Model], int], str]"
# Whoever holds it could decipher a file of the store.
_SECRET: Final = frozenset({(OpenedFile, "key")})
# Not of the procedure: what was made of it. And what residents wrote, some of which is hidden because it gives somebody
# away: what came of it, in numbers and in words that were published, is in it.
_LEFT_OUT: Final = (EvidencePack, ConsultationAnswer, ConsultationIdea, ConsultationResponse)


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table with rows of procedures, and the way of foreign keys from a row to its procurement; empty for its own."""

    model: type[models.Model]
    way: str

    @property
    def name(self) -> str:
        return self.model.__name__

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)


@cache
def tables_of_procedures() -> tuple[TableOf, ...]:
    """Every table of this storey from which foreign keys lead to a procurement, by the shortest way; that table first.

    A way over a foreign key that may be empty would leave rows out, and is gone only where there is no other.
    """
    ways: dict[type[models.Model], str] = {Procurement: ""}
    every = [model for model in apps.get_app_config("integrate").get_models() if issubclass(model, Owned)]
    for over_optional in (False, True):
        waiting = deque(ways)
        while waiting:
            reached = waiting.popleft()
            for model in every:
                if model in ways or model in _LEFT_OUT:
                    continue
                field = next(
                    (
                        field
                        for field in model._meta.concrete_fields
                        if isinstance(field, models.ForeignKey)
                        and field.related_model is reached
                        and (over_optional or not field.null or reached is Procurement)
                    ),
                    None,
                )
                if field is not None:
                    ways[model] = "__".join(filter(None, (field.name, ways[reached])))
                    waiting.append(model)
    return tuple(TableOf(model, way) for model, way in ways.items())


def rows_of(table: TableOf, procurement: Procurement) -> list[dict[str, Any]]:
    """By key; without what is binary, which is sealed or of no use to a reader, and without keys."""
    wanted = {f"{table.way}__pk" if table.way else "pk": procurement.pk}
    manager: Any = table.model._default_manager
    found = manager.filter(**wanted).order_by("pk")
    fields = [
        field
        for field in table.model._meta.concrete_fields
        if not isinstance(field, models.BinaryField) and (table.model, field.name) not in _SECRET
    ]
    raw = list(found.values(*(field.attname for field in fields)))
    named = _named(fields, raw)
    return [
        {"key": row["id"], **{field.name: _plain(field, row[field.attname], named) for field in fields if field.name != "id"}}
        for row in raw
    ]  # fmt: skip


def _named(
    fields: Sequence[models.Field[Any, Any]], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[type[models.Model], int], str]:
    """People and organisations by name, and rows of ours by their reference, instead of keys that mean nothing elsewhere."""
    names: Names = {}
    for field in fields:
        model = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(model, type):
            continue
        keys = {row[field.attname] for row in rows} - {None}
        shown = "name" if model in {Person, Organisation} else "ref" if issubclass(model, Owned) else "pk"
        manager: Any = model._default_manager
        for key, name in manager.filter(pk__in=keys).values_list("pk", shown):
            names[model, key] = str(name)
    return names  # fmt: skip


def _plain(
    field: models.Field[Any, Any], value: Any, names: Mapping[tuple[type[models.Model], int], str]
) -> Any:
    if isinstance(field, models.ForeignKey) and value is not None:
        model: Any = field.related_model
        return names.get((model, value), f"not yours to see ({value})")
    if value is None or isinstance(value, (bool, int, str, list, dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)  # fmt: skip


def trail_of(rows: Mapping[str, Sequence[int]], *, tenant: int) -> Iterator[dict[str, Any]]:
    """What the trail says of those rows, by table and key: who did what when and why, and the digest of the values."""
    for table, keys in rows.items():
        for begin in range(0, len(keys), _AT_ONCE):
            entries = TrailEntry.objects.filter(
                models.Q(owner=tenant) | models.Q(other_owner=tenant),
                table=table,
                row__in=keys[begin : begin + _AT_ONCE],
            ).order_by("pk")
            people = dict(
                Person.objects.filter(
                    pk__in={entry.person for entry in entries if entry.person is not None}
                ).values_list("pk", "name")
            )
            for entry in entries:
                yield {
                    "number": entry.pk,
                    "at": entry.at.isoformat(),
                    "person": None if entry.person is None else people.get(entry.person, "no longer named"),
                    "reason": entry.reason,
                    "operation": entry.operation,
                    "table": entry.table,
                    "row": entry.row,
                    "columns": entry.columns,
                    "digest": entry.digest,
                }
