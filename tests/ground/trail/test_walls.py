"""Whose rows are whose: what one organisation holds is neither seen nor changed by another unless a Share says so."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.jobs.tables import Job, JobInput, JobReport
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import (
    EVERYONE,
    MAINTENANCE,
    Owned,
    Right,
    Share,
    as_tenant,
    current_tenant,
)
from fourfold.ground.people.changes import change
from fourfold.ground.privacy.tables import DisposalEntry
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.trailed import trailed_models, walled_models
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db
only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="The embedded database has no row-level security; scopes stand alone there.",
)


@pytest.fixture
def holder(db: None) -> Actor:
    return an_actor()


@pytest.fixture
def other(db: None) -> Actor:
    return an_actor()


def a_file(by: Actor) -> EvidenceFile:
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason="Uploaded"):
        return EvidenceFile.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            sha256="0" * 64,
            name="photo.jpg",
            media_type="image/jpeg",
            size=1,
            uploaded_by_id=by.person_id,
            uploaded_at=timezone.now(),
        )


def shared(
    by: Actor,
    root: str,
    organisation: int | None,
    *,
    from_day: date | None = None,
    until_day: date | None = None,
    revoked: bool = False,
) -> Share:
    with change(by=by, owner=by.organisation_id, reason="Shared"):
        return Share.objects.create(
            owner_id=by.organisation_id,
            thing=root,
            kind="file",
            organisation_id=organisation,
            right=Right.SEE,
            from_day=from_day or timezone.localdate(),
            until_day=until_day,
            reason="For a test",
            revoked_at=timezone.now() if revoked else None,
        )


def seen_by(tenant: int) -> list[str]:
    """By both walls where there are two: through the manager, and by SQL that goes past it."""
    with as_tenant(tenant):
        refs = sorted(EvidenceFile.objects.values_list("ref", flat=True))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute('SELECT ref FROM ground_evidencefile ORDER BY ref COLLATE "C"')
                assert [ref for (ref,) in cursor.fetchall()] == refs
    return refs


def test_every_owned_table_is_behind_the_wall() -> None:
    owned = {model for model in trailed_models() if issubclass(model, Owned)}
    assert {EvidenceFile} <= owned
    # Of these the owner may also be nobody: the installation itself.
    assert set(walled_models()) == owned | {Share, Job, JobInput, JobReport, OutboxMail, DisposalEntry}


def test_the_owner_and_maintenance_see_a_row_and_no_other_does(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    assert seen_by(holder.organisation_id) == [file.ref]
    assert seen_by(MAINTENANCE) == [file.ref]
    assert seen_by(other.organisation_id) == []
    assert seen_by(EVERYONE) == []


def test_a_share_opens_a_row_to_the_organisation_that_it_names(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    shared(holder, file.root, other.organisation_id)
    assert seen_by(other.organisation_id) == [file.ref]
    assert seen_by(EVERYONE) == []


def test_a_share_with_everyone_opens_it_to_every_tenant(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    shared(holder, file.root, None)
    assert seen_by(other.organisation_id) == [file.ref]
    assert seen_by(EVERYONE) == [file.ref]


@pytest.mark.parametrize(
    "days",
    [
        {"from_day": timezone.localdate() + timedelta(days=1)},
        {
            "from_day": timezone.localdate() - timedelta(days=9),
            "until_day": timezone.localdate() - timedelta(days=1),
        },
        {"revoked": True},
    ],
)
def test_a_share_that_is_not_in_force_opens_nothing(
    holder: Actor, other: Actor, days: dict[str, object]
) -> None:
    file = a_file(holder)
    shared(holder, file.root, other.organisation_id, **days)  # type: ignore[arg-type]
    shared(holder, file.root, None, **days)  # type: ignore[arg-type]
    assert seen_by(other.organisation_id) == []
    assert seen_by(EVERYONE) == []


def test_nobody_opens_for_themselves_what_another_holds(holder: Actor, other: Actor) -> None:
    """They know the reference and share it with themselves: a Share opens only its giver's rows."""
    file = a_file(holder)
    shared(other, file.root, other.organisation_id)
    assert seen_by(other.organisation_id) == []


def test_nobody_gives_a_share_in_anothers_name(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    with (
        pytest.raises(DatabaseError),
        change(by=other, owner=other.organisation_id, reason="Took it"),
    ):
        Share.objects.create(
            owner_id=holder.organisation_id,
            thing=file.root,
            kind="file",
            organisation_id=other.organisation_id,
            right=Right.SEE,
            from_day=timezone.localdate(),
            reason="Taken",
        )
    assert seen_by(other.organisation_id) == []


def test_what_is_shared_can_be_read_and_not_changed(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    shared(holder, file.root, other.organisation_id)
    with change(by=other, owner=other.organisation_id, reason="Meddled"):
        assert EvidenceFile.objects.update(name="mine.jpg") == 0
        assert EvidenceFile.objects.all().delete()[0] == 0
    for statement in ("UPDATE ground_evidencefile SET name = 'mine.jpg'", "DELETE FROM ground_evidencefile"):
        # Refused aloud by the embedded database; PostgreSQL finds no row that may be changed.
        with (
            suppress(DatabaseError),
            change(by=other, owner=other.organisation_id, reason="Meddled"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0
    with as_tenant(holder.organisation_id):
        assert EvidenceFile.objects.get().name == "photo.jpg"


def test_no_row_is_written_for_another_organisation(holder: Actor, other: Actor) -> None:
    with pytest.raises(DatabaseError), change(by=other, owner=other.organisation_id, reason="Planted"):
        EvidenceFile.objects.create(
            owner_id=holder.organisation_id,
            root="ABCDEFGHJK",
            sha256="0" * 64,
            name="x",
            media_type="image/jpeg",
            size=1,
            uploaded_by_id=other.person_id,
            uploaded_at=timezone.now(),
        )
    assert seen_by(MAINTENANCE) == []


def test_a_row_is_not_handed_to_another_organisation(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    with pytest.raises(DatabaseError), change(by=holder, owner=holder.organisation_id, reason="Handed over"):
        EvidenceFile.objects.filter(pk=file.pk).update(owner_id=other.organisation_id)
    assert seen_by(holder.organisation_id) == [file.ref]


@pytest.mark.parametrize(
    "question",
    [
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.exclude(name="").exists(),
        lambda rows: rows.filter(Q(name="")).exists(),
        lambda rows: list(rows.all()),
        lambda rows: rows.first(),
        lambda rows: rows.in_bulk([1]),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: rows.update(name=""),
        lambda rows: rows.all().delete(),
        lambda rows: rows.create(owner_id=1, name="x"),
        lambda rows: rows.bulk_create([]),
    ],
)
def test_without_a_tenant_no_question_is_answered(holder: Actor, question: object) -> None:
    a_file(holder)
    assert current_tenant() is None
    with pytest.raises(ScopeError):
        question(EvidenceFile.objects)  # type: ignore[operator]


def test_switching_scopes_off_does_not_open_the_wall(holder: Actor) -> None:
    a_file(holder)
    with scopes_disabled(), pytest.raises(ScopeError):
        EvidenceFile.objects.exists()


def test_without_a_tenant_a_saved_row_is_refused(holder: Actor) -> None:
    file = a_file(holder)
    with (
        declared(person=None, organisation=None, reason="Without a tenant"),
        pytest.raises((ScopeError, DatabaseError)),
    ):
        file.save()


def test_the_tenant_is_put_back_after_an_error_inside_a_savepoint(holder: Actor, other: Actor) -> None:
    file = a_file(holder)
    with as_tenant(holder.organisation_id):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            as_tenant(other.organisation_id),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT no_such_column FROM ground_place")
        assert current_tenant() == holder.organisation_id
        assert [row.ref for row in EvidenceFile.objects.all()] == [file.ref]
    assert current_tenant() is None


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_used_again_knows_no_tenant_and_no_actor(holder: Actor) -> None:
    file = a_file(holder)
    with (
        suppress(RuntimeError),
        as_tenant(holder.organisation_id),
        declared(person=1, organisation=None, reason="Work"),
    ):
        raise RuntimeError
    with as_tenant(holder.organisation_id):
        assert EvidenceFile.objects.get().ref == file.ref
    with connection.cursor() as cursor:
        for setting in ("tenant", "person", "organisation", "request", "reason"):
            cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"fourfold.{setting}"])
            assert cursor.fetchone() == ("",)
        cursor.execute("SELECT count(*) FROM ground_evidencefile")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM ground_trailentry")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM ground_share")
        assert cursor.fetchone() == (0,)


@only_postgresql
def test_the_tests_themselves_run_under_a_role_that_the_wall_holds(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@only_postgresql
def test_each_organisation_reads_its_own_trail_only(holder: Actor, other: Actor) -> None:
    a_file(holder)
    counts = {}
    for tenant in (holder.organisation_id, other.organisation_id, EVERYONE):
        with as_tenant(tenant), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(v.entry_id) FROM ground_trailentry e JOIN ground_trailvalue v ON v.entry_id = e.id"
                " WHERE e.\"table\" = 'ground_evidencefile'",
            )
            counts[tenant] = cursor.fetchone()
    assert counts == {holder.organisation_id: (1, 1), other.organisation_id: (0, 0), EVERYONE: (0, 0)}


def test_an_organisation_is_found_by_everyone(holder: Actor) -> None:
    assert Organisation.objects.filter(pk=holder.organisation_id).exists()
