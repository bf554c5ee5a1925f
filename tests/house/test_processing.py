"""Every column that could hold something of a person stands in the record of processing: a new one does, or fails here."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from fourfold.ground.people.tables import Person
from fourfold.ground.privacy import document
from fourfold.ground.privacy.coverage import columns_that_could, undecided, unknown
from fourfold.ground.privacy.record import (
    OTHERS,
    Disposal,
    columns_of_people,
    decided,
    decided_twice,
    processing,
)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "processing.md"
ADD = (
    "Say in the storey's processing.yaml what it holds of whom and why, or that it holds nothing of a person."
)


def test_no_column_is_left_undecided() -> None:
    assert undecided() == [], ADD


def test_the_record_speaks_of_nothing_that_is_not_there() -> None:
    assert unknown() == []


def test_no_column_is_said_to_hold_something_and_nothing() -> None:
    assert decided_twice() == []


def test_every_key_of_a_person_is_enumerated() -> None:
    """Told apart from the record's own way of finding them: every relation to a person, in every table of ours."""
    relations = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    named = {(table, person) for _, table, person, _ in columns_of_people()}

    assert len(relations) > 20
    assert relations <= named


def test_a_column_that_nobody_decided_about_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    without = decided() - {("ground.Person", "name"), ("integrate.Declaration", "person")}
    monkeypatch.setattr("fourfold.ground.privacy.coverage.decided", lambda: without)
    assert undecided() == ["ground.Person.name", "integrate.Declaration.person"]


def test_sessions_of_django_count_too() -> None:
    assert (Session._meta.label, "session_data") in set(columns_that_could())


def test_a_copy_shows_something_of_every_row_that_names_a_person() -> None:
    for table, person, columns in (each[1:] for each in columns_of_people()):
        model = apps.get_model(table)
        assert person == OTHERS or columns or any(each.name == "ref" for each in model._meta.fields), (
            f"{table}.{person}: name the columns that tell somebody what this row is."
        )


def test_what_has_a_time_says_in_which_column_it_begins() -> None:
    for line in processing().values():
        if line.disposal in {Disposal.DELETED, Disposal.EMPTIED}:
            field = apps.get_model(line.table)
            *path, last = line.since.split("__")
            for part in path:
                related = field._meta.get_field(part).related_model
                assert isinstance(related, type)
                field = related
            assert isinstance(field._meta.get_field(last), (models.DateField, models.DateTimeField)), line.key


def test_the_documentation_says_what_the_record_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document.reference(), (
        "Write it again: fourfold privacy record > docs/reference/processing.md"
    )
