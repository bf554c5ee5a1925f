"""Which columns could hold something of a person, and which of them the record of processing says nothing about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from fourfold.ground.people.tables import Person
from fourfold.ground.privacy.record import OTHERS, SELF, columns_of_people, decided

if TYPE_CHECKING:
    from collections.abc import Iterator

_FREE = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
# References and counts that every owned row has; they are made by the machine and say nothing.
_MADE = {"ref", "root"}


def columns_that_could() -> Iterator[tuple[str, str]]:
    """Table and column: whatever names a person by key, or takes words, bytes or JSON that are no choice from a list."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("fourfold.") and model is not Session:
            continue
        for field in model._meta.concrete_fields:
            if field.name not in _MADE and (_names_a_person(field) or _takes_anything(field)):
                yield model._meta.label, field.name


def undecided() -> list[str]:
    """As "ground.Person.name", in order: what somebody must decide about before it can be released."""
    return sorted(f"{table}.{column}" for table, column in {*columns_that_could()} - decided())


def unknown() -> list[str]:
    """What the record speaks of and no table has: it was renamed or taken away."""
    found = {f"{table}.{column}" for table, column in decided() if not _exists(table, column)}
    for line, table, person, _ in columns_of_people():
        if person not in {OTHERS, SELF} and not _exists(table, person):
            found.add(f"{table}.{person}")
        if line.since and not _exists(line.table, line.since):
            found.add(f"{line.table}.{line.since}")
    return sorted(found)


def _names_a_person(field: models.Field[object, object]) -> bool:
    if isinstance(field, models.ForeignKey):
        return field.related_model is Person
    # The trail names people by plain keys, so that it outlives them.
    return isinstance(field, models.BigIntegerField) and field.name == "person"


def _takes_anything(field: models.Field[object, object]) -> bool:
    return isinstance(field, _FREE) and not field.choices


def _exists(table: str, path: str) -> bool:
    try:
        model = apps.get_model(table)
        for part in path.split("__"):
            field = model._meta.get_field(part)
            model = field.related_model or model
    except (LookupError, FieldDoesNotExist):
        return False
    return True
