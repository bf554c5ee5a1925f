"""A request with an Idempotency-Key is carried out once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.ground.api.tables import RememberedAnswer
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.models import Procurement
from tests.builders.api import a_program
from tests.builders.ground import TODAY, an_actor

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

REPAIRS = {"title": "Repairs to homes", "kind": "works", "amount": "1000000.00"}
ONCE = {"Idempotency-Key": "one-of-mine"}


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return an_actor(role=["commissioner", "supplier"])


def procurements(by: Actor) -> int:
    with as_tenant(by.organisation_id):
        return Procurement.objects.count()


def test_sent_again_it_is_answered_as_the_first_time_and_done_once(by: Actor) -> None:
    program = a_program(by)

    first, again = (program.post("/procurements", REPAIRS, headers=ONCE) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert procurements(by) == 1


def test_without_a_key_and_under_another_it_is_done_again(by: Actor) -> None:
    program = a_program(by)
    for headers in ({}, {}, ONCE, {"Idempotency-Key": "another-one"}):
        assert program.post("/procurements", REPAIRS, headers=headers).status_code == 201

    assert procurements(by) == 4


def test_another_request_may_not_come_under_the_same_key(by: Actor) -> None:
    program = a_program(by)
    program.post("/procurements", REPAIRS, headers=ONCE)

    other = program.post("/procurements", {**REPAIRS, "title": "Roofs"}, headers=ONCE)

    assert (other.status_code, other.json()["type"]) == (422, "/api/v1/problems#key-of-another")
    assert procurements(by) == 1


def test_what_was_refused_may_be_corrected_under_the_same_key(by: Actor) -> None:
    program = a_program(by)

    refused = program.post("/procurements", {**REPAIRS, "title": " "}, headers=ONCE)
    taken = program.post("/procurements", REPAIRS, headers=ONCE)

    assert (refused.status_code, taken.status_code) == (422, 201)
    assert procurements(by) == 1


def test_a_key_is_its_tokens_own(by: Actor) -> None:
    other = an_actor(role="commissioner")

    mine, theirs = (a_program(each).post("/procurements", REPAIRS, headers=ONCE) for each in (by, other))

    assert mine.json()["ref"] != theirs.json()["ref"]
    assert procurements(other) == 1


def test_after_a_day_it_is_forgotten(by: Actor) -> None:
    program = a_program(by)
    program.post("/procurements", REPAIRS, headers=ONCE)
    RememberedAnswer.objects.update(at=timezone.now() - timedelta(hours=25))

    assert program.post("/procurements", REPAIRS, headers=ONCE).status_code == 201

    assert procurements(by) == 2
    assert RememberedAnswer.objects.count() == 1


def test_of_a_form_the_files_are_compared_and_not_its_boundary(
    by: Actor, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path
    program = a_program(by)

    def send(words: bytes) -> int:
        answer = program.upload("/files", SimpleUploadedFile("note.txt", words), headers=ONCE)
        return int(answer.status_code)

    assert [send(b"Seen."), send(b"Seen."), send(b"Seen!")] == [201, 201, 422]
    with as_tenant(by.organisation_id):
        assert EvidenceFile.objects.count() == 1


@pytest.mark.parametrize("key", ["short", "x" * 101, "with a space", "\xe9" * 10])
def test_a_key_that_cannot_be_taken_is_refused_before_anything_is_done(by: Actor, key: str) -> None:
    answer = a_program(by).post("/procurements", REPAIRS, headers={"Idempotency-Key": key})

    assert answer.status_code == 422
    assert procurements(by) == 0
