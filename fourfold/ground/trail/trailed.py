"""Which tables leave a trail, and what of each row may enter it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper

# The table that allows a row to change hands; the table of a room above this one.
INHERITANCES = "ground_inheritance"
_WHOLE_NUMBERS = (models.AutoField, models.IntegerField, models.BigIntegerField)


@dataclass(frozen=True, slots=True)
class TrailedTable:
    """`left_out` are columns of which only the fact that they changed is recorded: neither values nor a digest."""

    name: str
    primary_key: str
    columns: tuple[str, ...]
    left_out: frozenset[str]
    owner: str
    other_owner: str
    # "owned" (owner and Shares), "share" (the Share itself), or empty: everyone reads it.
    wall: str
    # What each column holds, as the name of Django's field: decides how its value is written as JSON.
    kinds: Mapping[str, str]
    decimal_places: Mapping[str, int]
    # A condition on OLD while which a row stays as it was written: only who owns it may change. Empty: it may change.
    kept_while: str = ""
    # It may be removed all the same.
    may_be_removed: bool = False
    # By column that may change in a row that is kept, the condition on OLD and NEW under which it may.
    may_change: Mapping[str, str] = field(default_factory=dict)
    # A condition on NEW while which no row is added or moved there. Empty, or with `kept_while`.
    closed_while: str = ""


def trailed_models() -> list[type[models.Model]]:
    """Every table of ours, those that only join two others included; in a stable order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("fourfold.")
        and model._meta.managed
        and not model._meta.proxy
        and getattr(model, "trailed", True)
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def walled_models() -> list[type[models.Model]]:
    return [model for model in trailed_models() if getattr(model, "wall", "")]


def trailed_table(model: type[models.Model], present: set[str] | None = None) -> TrailedTable:
    """Reads the model. Only columns in `present` count, so that a half migrated database can be fitted out as well.

    Raises ImproperlyConfigured for a table whose primary key is not a whole number, and for attributes that name
    columns which do not exist.
    """
    meta = model._meta
    if not isinstance(_stored_as(meta.pk), _WHOLE_NUMBERS):
        message = f"{meta.label}: the trail names rows by whole numbers, and its primary key is not one."
        raise ImproperlyConfigured(message)
    fields: dict[str, Any] = {
        field.column: field
        for field in meta.concrete_fields
        if field.column and (present is None or field.column in present)
    }
    named = frozenset(getattr(model, "trail_leaves_out", ()))
    other_owner = getattr(model, "trail_other_owner", "")
    if present is None and not {*named, *filter(None, [other_owner])} <= set(fields):
        message = f"{meta.label}: trail_leaves_out or trail_other_owner names a column that does not exist."
        raise ImproperlyConfigured(message)
    binary = {column for column, field in fields.items() if isinstance(field, models.BinaryField)}
    return TrailedTable(
        name=meta.db_table,
        primary_key=str(meta.pk.column),
        columns=tuple(sorted(fields)),
        left_out=(named | binary) & fields.keys(),
        owner="owner_id" if "owner_id" in fields else "",
        other_owner=other_owner if other_owner in fields else "",
        wall=getattr(model, "wall", ""),
        kinds={column: _stored_as(field).get_internal_type() for column, field in fields.items()},
        decimal_places={
            column: field.decimal_places
            for column, field in fields.items()
            if isinstance(field, models.DecimalField)
        },
        kept_while=getattr(model, "kept_while", ""),
        may_be_removed=getattr(model, "may_be_removed", False),
        may_change=getattr(model, "may_change", {}),
        closed_while=getattr(model, "closed_while", ""),
    )


def tables_present(connection: BaseDatabaseWrapper) -> set[str]:
    return set(connection.introspection.table_names())


def columns_present(connection: BaseDatabaseWrapper, table: str) -> set[str]:
    """Asked of an empty answer: Django's own description trips over checks that hold a comma in quotes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608  (a name of ours)
        return {column[0] for column in cursor.description}


def _stored_as(field: Any) -> Any:
    """A foreign key holds what it points at."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
