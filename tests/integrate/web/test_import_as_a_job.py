"""A large register is taken in after the page has answered: with its progress, as whoever sent it, and once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.ground.jobs import queue
from fourfold.ground.jobs.tables import Job, JobInput, JobState, Queued
from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import ReceivedRelease, RegisterImport
from tests.builders.browsing import signed_in
from tests.builders.ground import an_actor, trail

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

PACKAGE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "ocds" / "sell2wales_2025_A_45.json").read_text()
)
ADDRESS = "/integrate/register/import/"


@pytest.fixture(autouse=True)
def _everything_is_large(settings: Settings) -> None:
    settings.IMPORT_AT_ONCE_BYTES = 1_000


def a_file(*, times: int = 1) -> bytes:
    """The releases of the real register, each `times` times under identifiers of its own."""
    releases = [
        {**release, "ocid": f"{release['ocid']}-{number}", "id": f"{release['id']}-{number}"}
        for number in range(times)
        for release in PACKAGE["releases"]
    ]
    return json.dumps({**PACKAGE, "releases": releases}).encode()


def send(by: Actor, content: bytes) -> Job:
    answer = signed_in(by).post(ADDRESS, {"file": SimpleUploadedFile("register.json", content)})
    assert answer.status_code == 302, answer.content.decode()
    ref = answer["Location"].split("/")[2]
    with as_tenant(MAINTENANCE):
        return Job.objects.get(ref=ref)


def received(by: Actor) -> int:
    with as_tenant(by.organisation_id):
        return ReceivedRelease.objects.count()


def test_it_is_taken_in_by_the_worker_as_whoever_sent_it_and_its_page_leads_to_the_report() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    job = send(by, a_file())
    assert received(by) == 0

    assert run_next(Worker("a test"))

    page = signed_in(by).get(f"/jobs/{job.ref}/").content.decode()
    assert "45 releases were taken, 0 were here already, 0 were left out." in page
    with as_tenant(by.organisation_id):
        record = RegisterImport.objects.get()
    assert f"/integrate/register/imports/{record.ref}/" in page
    assert (record.releases, record.finished_at is None) == (45, False)
    entries = [entry for entry in trail(table="integrate_receivedrelease") if entry.request == job.ref]
    assert {(entry.person, entry.organisation) for entry in entries} == {(by.person_id, by.organisation_id)}
    with as_tenant(MAINTENANCE):
        assert not JobInput.objects.exists()


def test_a_small_file_is_taken_in_at_once(settings: Settings) -> None:
    settings.IMPORT_AT_ONCE_BYTES = 10_000_000
    by = an_actor(role=Role.COMMISSIONER)

    answer = signed_in(by).post(ADDRESS, {"file": SimpleUploadedFile("register.json", a_file())})

    assert answer["Location"].startswith("/integrate/register/imports/")
    assert received(by) == 45
    assert not Queued.objects.exists()


def test_progress_is_told_in_releases_and_a_cancelled_import_keeps_its_whole_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = an_actor(role=Role.COMMISSIONER)
    job = send(by, a_file(times=10))
    told: list[tuple[int, int | None, str]] = []
    move = queue.move

    def watched(taken: queue.Taken, *, done: int, total: int | None, words: str, at: Any) -> None:
        told.append((done, total, words))
        if done == 400:
            signed_in(by).post(f"/jobs/{job.ref}/cancel/")
        move(taken, done=done, total=total, words=words, at=at)

    monkeypatch.setattr(queue, "move", watched)
    run_next(Worker("a test"))

    assert told == [(200, 450, "200 of 450 releases"), (400, 450, "400 of 450 releases")]
    with as_tenant(MAINTENANCE):
        over = Job.objects.get(pk=job.pk)
    assert (over.state, over.words) == (JobState.CANCELLED, "It was stopped after 400 of 450.")
    assert received(by) == 400


def test_an_import_that_broke_off_is_completed_and_takes_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = an_actor(role=Role.COMMISSIONER)
    job = send(by, a_file(times=10))

    class PowerCut(BaseException):
        pass

    def cut(*_: object, done: int, **__: object) -> None:
        if done == 400:
            raise PowerCut

    with monkeypatch.context() as during:
        during.setattr(queue, "move", cut)
        with pytest.raises(PowerCut):
            run_next(Worker("a test"))
    assert received(by) == 400
    Queued.objects.update(until=timezone.now())

    assert run_next(Worker("another"))

    assert received(by) == 450
    with as_tenant(MAINTENANCE):
        done = Job.objects.get(pk=job.pk)
    assert done.state == JobState.DONE
    assert done.words == "50 releases were taken, 400 were here already, 0 were left out."


def test_whoever_lost_the_role_in_the_meantime_imports_nothing() -> None:
    by = an_actor(role=(Role.COMMISSIONER, Role.EVALUATOR))
    job = send(by, a_file())
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=by.person_id, role=Role.COMMISSIONER).update(until_day="2020-12-31")

    run_next(Worker("a test"))

    with as_tenant(MAINTENANCE):
        assert Job.objects.get(pk=job.pk).state == JobState.FAILED
        assert "can import a register" in Job.objects.get(pk=job.pk).words
    assert received(by) == 0


@pytest.mark.parametrize("content", [b'{"a": "' + b"x" * 2_000 + b'"}', b"%PDF-1.7" + b"x" * 2_000])
def test_what_is_no_register_is_refused_while_one_looks(content: bytes) -> None:
    by = an_actor(role=Role.COMMISSIONER)

    answer = signed_in(by).post(ADDRESS, {"file": SimpleUploadedFile("register.json", content)})

    assert answer.status_code == 422
    assert not Queued.objects.exists()


def test_the_same_form_sent_twice_is_one_job() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    client = signed_in(by)
    page = client.get(ADDRESS).content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    content = a_file()

    answers = [
        client.post(ADDRESS, {"once": once, "file": SimpleUploadedFile("register.json", content)})["Location"]
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert Queued.objects.count() == 1
