"""Every change leaves a trail, whoever makes it and however; without an actor there is no change."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.people.tables import Person
from fourfold.ground.places.tables import Place
from fourfold.ground.trail import installation
from fourfold.ground.trail.declaration import declared, within_request
from fourfold.ground.trail.tables import TrailEntry, TrailLink, TrailValue
from fourfold.ground.trail.trailed import trailed_models
from tests.builders.ground import a_person, an_actor, an_organisation
from tests.ground.trail.maintenance import as_maintenance, entries_of

if TYPE_CHECKING:
    from django.db import models

pytestmark = pytest.mark.django_db


def test_every_table_of_ours_but_the_named_has_its_own_triggers() -> None:
    names = {model._meta.db_table for model in trailed_models()}
    assert {"ground_person", "ground_organisation", "ground_share", "define_policy", "integrate_bid"} <= names
    assert installation.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_trigger_that_was_dropped_is_missed_and_comes_back_with_the_next_migration() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER fourfold_trail ON ground_place"
            if connection.vendor == "postgresql"
            else "DROP TRIGGER fourfold_update_ground_place",
        )
    [missed] = installation.missing(connection)
    assert "ground_place" in missed

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert installation.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_has_its_triggers_after_the_migration() -> None:
    """Adding a column with a default makes Django build the table of the embedded database anew."""
    from django.db.models import CharField

    field = CharField(max_length=10, default="new")
    field.set_attributes_from_name("added")
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    assert len(installation.missing(connection)) > len(trailed_models())
    with connection.schema_editor() as editor:
        editor.add_field(Place, field)
        editor.remove_field(Place, field)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert installation.missing(connection) == []
    with declared(person=None, organisation=None, reason="Entered for a test"):
        place = Place.objects.create(code="E08000025", name="Birmingham", nation="england")
    assert len(entries_of(place)) == 1


def test_an_entry_says_who_when_what_and_why() -> None:
    began = timezone.now()
    with within_request("a" * 32), declared(person=7, organisation=9, reason="Entered from the list"):
        place = Place.objects.create(
            code="E08000025",
            name='Bir"ming\\ham',
            nation="england",
            latitude=Decimal("52.48000"),
        )
    [entry] = entries_of(place)
    assert (entry.person, entry.organisation, entry.request) == (7, 9, "a" * 32)
    assert (entry.reason, entry.operation, entry.table) == ("Entered from the list", "insert", "ground_place")
    assert began <= entry.at <= timezone.now()
    assert entry.columns == "code,id,latitude,longitude,name,nation,region"
    with as_maintenance():
        value = entry.values
    content = json.loads(value.content, parse_float=Decimal)
    assert content["name"] == [None, 'Bir"ming\\ham']
    assert str(content["latitude"][1]) == "52.48000"
    assert content["longitude"] == [None, None]
    assert entry.digest == hashlib.sha256((value.salt + value.content).encode()).hexdigest()


def test_a_change_records_only_the_columns_that_changed(a_declared_actor: None) -> None:
    organisation = an_organisation("Old name")
    Organisation.objects.filter(pk=organisation.pk).update(name="New name", invented=True)
    entry = entries_of(organisation)[-1]
    assert entry.columns == "invented,name"
    with as_maintenance():
        assert json.loads(entry.values.content) == {
            "invented": [False, True],
            "name": ["Old name", "New name"],
        }


def test_a_change_that_changes_nothing_leaves_nothing(a_declared_actor: None) -> None:
    organisation = an_organisation("Same name")
    before = len(entries_of(organisation))
    assert Organisation.objects.filter(pk=organisation.pk).update(name="Same name") == 1
    assert len(entries_of(organisation)) == before


def test_bulk_and_raw_changes_leave_a_trail_as_well(a_declared_actor: None) -> None:
    places = Place.objects.bulk_create(
        Place(code=f"E0800000{n}", name=f"Place {n}", nation="england") for n in range(3)
    )
    Place.objects.update(region="North")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ground_place SET region = 'South'")
        cursor.execute("DELETE FROM ground_place")
    for place in places:
        assert [entry.operation for entry in entries_of(place)] == ["insert", "update", "update", "delete"]


def test_a_row_that_is_replaced_leaves_its_removal(a_declared_actor: None) -> None:
    place = Place.objects.create(code="E08000025", name="Birmingham", nation="england")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT OR REPLACE INTO ground_place (id, code, name, nation, region) VALUES (%s, %s, %s, %s, '')",
                [place.pk, place.code, "Brum", "england"],
            )
            wanted = ["insert", "delete", "insert"]
        else:
            cursor.execute(
                "INSERT INTO ground_place (id, code, name, nation, region) VALUES (%s, %s, %s, %s, '')"
                " ON CONFLICT (code) DO UPDATE SET name = excluded.name",
                [place.pk, place.code, "Brum", "england"],
            )
            wanted = ["insert", "update"]
    assert sorted(entry.operation for entry in entries_of(place)) == sorted(wanted)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ground_place (code, name, nation, region) VALUES ('E1', 'One', 'england', '')",
        "UPDATE ground_place SET name = 'Two'",
        "DELETE FROM ground_place",
    ],
)
def test_without_an_actor_nothing_is_written(statement: str) -> None:
    with declared(person=None, organisation=None, reason="Entered for a test"):
        place = Place.objects.create(code="E08000025", name="Birmingham", nation="england")
    with (
        pytest.raises(IntegrityError, match="no actor declared"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert [row.name for row in Place.objects.all()] == ["Birmingham"]
    assert len(entries_of(place)) == 1


def test_a_declaration_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a reason"), declared(person=1, organisation=1, reason=" "):
        pass


def test_the_actor_is_put_back_after_an_error_inside_a_savepoint() -> None:
    with declared(person=1, organisation=None, reason="Outer"), transaction.atomic():
        Place.objects.create(code="E1", name="One", nation="england")
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            declared(person=2, organisation=None, reason="Inner"),
        ):
            Place.objects.create(code="E1", name="Again", nation="england")
        second = Place.objects.create(code="E2", name="Two", nation="england")
    [entry] = entries_of(second)
    assert (entry.person, entry.reason) == (1, "Outer")
    with pytest.raises(IntegrityError, match="no actor declared"), transaction.atomic():
        Place.objects.create(code="E3", name="Three", nation="england")


def test_passwords_never_enter_the_trail() -> None:
    person = a_person(password="the first long password")
    with declared(person=person.pk, organisation=None, reason="Chose another password"):
        person.set_password("the second long password")
        person.save(update_fields=["password"])
    first, second = entries_of(person)
    assert "password" in first.columns.split(",")
    assert second.columns == "password"
    with as_maintenance():
        written = [value.content for value in TrailValue.objects.filter(entry__row=person.pk)]
    assert not any(
        "scrypt" in content or "password" in content or "last_login" in content for content in written
    )
    with as_maintenance():
        assert second.values.content == "{}"


@pytest.mark.parametrize("model", [TrailEntry, TrailLink])
def test_the_trail_is_only_added_to(model: type[models.Model]) -> None:
    from fourfold.ground.trail.chain import chain_all

    an_organisation()
    chain_all()
    table = model._meta.db_table
    with as_maintenance():
        for statement in (f"UPDATE {table} SET owner = 5", f"DELETE FROM {table}"):  # noqa: S608
            with (
                pytest.raises(IntegrityError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert model._default_manager.exists()


def test_values_cannot_be_rewritten_and_only_maintenance_erases_them(a_declared_actor: None) -> None:
    organisation = an_organisation("Somebody's name")
    [entry] = entries_of(organisation)
    with as_maintenance():
        for statement in (
            "UPDATE ground_trailvalue SET content = '{}'",
            "UPDATE ground_trailvalue SET content = ''",
            "DELETE FROM ground_trailvalue",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert "Somebody" in TrailValue.objects.get(entry=entry).content


def test_trail_rows_cannot_be_made_by_hand_on_postgresql(a_declared_actor: None) -> None:
    made = TrailEntry(
        at=timezone.now(),
        reason="Forged",
        table="ground_person",
        row=1,
        operation="update",
        columns="name",
        digest="0",
    )
    if connection.vendor == "postgresql":
        with as_maintenance(), pytest.raises(IntegrityError, match="triggers"), transaction.atomic():
            made.save()
    else:
        # The embedded database cannot tell; there the chain, and its head kept elsewhere, show it.
        made.save()
        assert made.pk


def test_a_person_and_a_membership_are_trailed_too() -> None:
    actor = an_actor()
    person = Person.objects.get(pk=actor.person_id)
    assert [entry.operation for entry in entries_of(person)] == ["insert"]
    with as_maintenance():
        assert (
            TrailEntry.objects.filter(table="ground_membership", other_owner=actor.organisation_id).count()
            == 1
        )


def test_sector_changes_are_read_as_they_were_typed(a_declared_actor: None) -> None:
    organisation = an_organisation(sector=Sector.CHARITY)
    [entry] = entries_of(organisation)
    with as_maintenance():
        assert json.loads(entry.values.content)["sector"] == [None, "charity"]
