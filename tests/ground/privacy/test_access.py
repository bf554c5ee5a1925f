"""A person takes away all that is held about them, and nothing of anyone else."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.privacy.access import ANOTHER, held_about
from fourfold.ground.privacy.actions import requests
from fourfold.ground.privacy.due import answer_due
from fourfold.ground.privacy.record import columns_of_people
from fourfold.ground.privacy.tables import SubjectRequest
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands import demonstration
from fourfold.hub.commands.demonstration.cast import PEOPLE
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def opened(made: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert sorted(archive.namelist()) == ["everything.json", "index.html", "style.css"]
        return json.loads(archive.read("everything.json")), archive.read("index.html").decode()


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_an_answer_is_due_in_a_month(asked: date, due: date) -> None:
    assert answer_due(asked) == due


@pytest.mark.parametrize("role", Role.values)
def test_everyone_for_themselves_and_administrators_for_theirs(role: str) -> None:
    by = an_actor(role=role)
    colleague = a_person()
    an_actor(person=colleague, organisation=Organisation.objects.get(pk=by.organisation_id))
    stranger = a_person()
    an_actor(person=stranger)
    assert requests.can_copy(by, person=Person.objects.get(pk=by.person_id))
    assert requests.can_copy(by, person=colleague) is (role == Role.ADMINISTRATOR)
    assert not requests.can_copy(by, person=stranger)
    client = signed_in(by)
    assert client.get("/account/copy/").status_code == 200
    assert client.get(f"/people/{colleague.ref}/copy/").status_code == (
        200 if role == Role.ADMINISTRATOR else 404
    )
    assert client.get(f"/people/{stranger.ref}/copy/").status_code == 404
    assert client.post(f"/people/{stranger.ref}/copy/").status_code == 404
    looks = role in {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD}
    assert client.get("/data-protection/requests/").status_code == (200 if looks else 403)


def test_a_copy_is_downloaded_and_noted() -> None:
    by = an_actor(role=Role.LEAD)
    answer = signed_in(by).post("/account/copy/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="held-about-{by.person_ref}-')
    assert "no-store" in answer["Cache-Control"]
    told, page = opened(answer.content)
    assert told["person"] == {"name": by.name, "reference": by.person_ref}
    assert by.email in page
    with as_tenant(by.organisation_id):
        noted = SubjectRequest.objects.get()
    assert (noted.kind, noted.state, noted.person_id, noted.asked_by_id) == (
        "access", "done", by.person_id, by.person_id,
    )  # fmt: skip
    (entry,) = trail(table="ground_subjectrequest")
    assert entry.reason == "Took a copy of what is held about them"


def test_an_administrators_copy_holds_what_their_organisation_holds() -> None:
    here, elsewhere = an_organisation("Here"), an_organisation("Elsewhere")
    person = a_person("Vera Lane")
    an_actor(person=person, organisation=here, role=Role.EVALUATOR)
    an_actor(person=person, organisation=elsewhere, role=Role.APPROVER)
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=here)
    told, page = opened(requests.copy(by=administrator, person=person, on=TODAY, at=AT))
    (roles,) = (one["rows"] for one in told["records"] if one["record"].startswith("Roles"))
    assert [row["role"] for row in roles] == ["evaluator"]
    assert told["held_by"] == "Here"
    assert administrator.name not in page
    own = actor_for(person=person, organisation=here, on=TODAY)
    assert own is not None
    told, _ = opened(requests.copy(by=own, person=person, on=TODAY, at=AT))
    (roles,) = (one["rows"] for one in told["records"] if one["record"].startswith("Roles"))
    assert {row["role"] for row in roles} == {"evaluator", "approver"}


def test_only_an_administrator_copies_for_another() -> None:
    by = an_actor(role=Role.LEAD)
    with pytest.raises(NotAllowed):
        requests.copy(by=by, person=a_person(), on=TODAY, at=AT)


def test_a_copy_is_escaped_and_holds_no_password() -> None:
    person = a_person("<script>alert(1)</script>", password="a-long-password-of-nobody")
    by = an_actor(person=person)
    told, page = opened(requests.copy(by=by, person=person, on=TODAY, at=AT))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert person.password not in json.dumps(told) + page


def test_of_the_whole_demonstration_nobody_gets_anything_of_anyone_else(
    settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    once = make_password("nobody types this")
    assert demonstration.make(at=timezone.now(), hash_of=lambda _: once)
    everyone = list(Person.objects.filter(name__in=[one.name for one in PEOPLE]))
    first = everyone[0]
    with declared(person=None, organisation=None, reason="For a test"):
        # What someone typed about a colleague in a place of their own.
        organisation = Membership.objects.filter(person=first).values_list("organisation", flat=True)[0]
        colleague = Membership.objects.filter(organisation=organisation).exclude(person=first)[0].person
        Person.objects.filter(pk=first.pk).update(job_title=f"Deputy of {colleague.name.upper()}")
    first.refresh_from_db()
    written = 0
    for person in everyone:
        found = held_about(person=person, organisation=None)
        text = json.dumps([one.rows for one in found], ensure_ascii=False)
        written += sum(len(one.rows) for one in found)
        assert person.email in text
        for other in everyone:
            if other != person:
                assert other.email not in text, (person.name, other.name)
                assert other.name not in text, (person.name, other.name)
    assert written > 100
    assert ANOTHER in json.dumps([one.rows for one in held_about(person=first, organisation=None)])


def test_each_column_that_names_a_person_is_asked() -> None:
    """What the record says is someone's is looked up: for everyone an empty answer, never an error."""
    person = a_person()
    asked = {(table, column) for _, table, column, _ in columns_of_people() if column != "others"}
    assert len(asked) > 30
    found = held_about(person=person, organisation=None)
    assert {one.table for one in found} >= {"person"}
