"""Foreign keys are written as words, which import-linter cannot see: here they are held to the storeys too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

STOREYS = ("ground", "define", "integrate", "partner", "measure", "tracker", "hub")
DJANGOS_OWN = {"auth", "contenttypes", "sessions", "messages", "admin"}


def relations() -> Iterator[tuple[type[Model], Field[Any, Any], type[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in STOREYS:
            for field in model._meta.get_fields():
                target = field.related_model
                if isinstance(field, Field) and isinstance(target, type):
                    yield model, field, target


def test_every_table_belongs_to_a_storey_or_to_django() -> None:
    labels = {model._meta.app_label for model in apps.get_models(include_auto_created=True)}

    assert labels <= {*STOREYS, *DJANGOS_OWN, "django_tasks_db"}
    assert "ground" in labels


def test_relations_point_level_or_down() -> None:
    found = list(relations())
    upward = [
        f"{model._meta.label}.{field.name} points up, to {target._meta.label}"
        for model, field, target in found
        if target._meta.app_label in STOREYS
        and STOREYS.index(target._meta.app_label) > STOREYS.index(model._meta.app_label)
    ]

    assert len(found) > len(STOREYS)
    assert upward == []


def test_a_lower_storey_has_no_accessor_to_a_higher_one() -> None:
    leaking = [
        f'{model._meta.label}.{field.name} needs related_name="+": {target._meta.label} must not know it'
        for model, field, target in relations()
        if target._meta.app_label != model._meta.app_label
        and not (field.remote_field and field.remote_field.hidden)
    ]

    assert leaking == []
