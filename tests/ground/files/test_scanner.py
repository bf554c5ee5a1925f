"""With a virus scanner nothing is kept that it has not found clean, whatever it says or does not say."""

from __future__ import annotations

import io
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files import actions, scanner, scanning
from fourfold.ground.files.refusals import NotScanned
from fourfold.ground.files.scanner import BadPlace, NoAnswer, Place, TooLargeToScan, found_in, place_from
from fourfold.ground.files.tables import EvidenceFile, RefusedFile
from fourfold.ground.operation import vital
from fourfold.ground.operation.examination import examine
from fourfold.ground.operation.findings import Level
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.partner.models import Delivery
from tests.builders.api import a_program
from tests.builders.browsing import signed_in
from tests.builders.ground import an_actor, trail
from tests.builders.promises import NOW, a_promise
from tests.ground.files.clamd import NAME, VIRUS, a_clamd
from tests.partner.test_report_page import WORDS, sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.ground.people.actor import Actor
    from tests.ground.files.clamd import Clamd

# A real clamd, where one is at hand: unix:///… or tcp://…. It must know the EICAR test string.
REAL = os.environ.get("FOURFOLD_TESTS_CLAMD", "")


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def clamd(settings: SettingsWrapper) -> Iterator[Clamd]:
    with a_clamd() as stand_in:
        settings.SCANNER = stand_in.place
        yield stand_in


def asked(content: bytes, at: Place, seconds: float = 5) -> str:
    return found_in(io.BytesIO(content), at=at, seconds=seconds)


def upload(by: Actor, content: bytes = b"Seen on site", name: str = "note.txt") -> EvidenceFile:
    with as_tenant(by.organisation_id):
        return actions.upload(by=by, content=content, name=name, about="", at=NOW)


def kept(settings: SettingsWrapper) -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


# The protocol


@pytest.mark.parametrize("over_unix", [False, True])
def test_what_is_clean_passes_and_what_is_not_has_a_name(tmp_path: Path, over_unix: bool) -> None:
    with a_clamd(tmp_path / "clamd" if over_unix else None) as clamd:
        assert asked(b"Seen on site", clamd.place) == ""
        assert asked(b"", clamd.place) == ""
        assert asked(b"before " + VIRUS, clamd.place) == NAME
        large = os.urandom(300_000)
        assert asked(large, clamd.place) == ""
    assert clamd.heard == [b"Seen on site", b"", b"before " + VIRUS, large]


@pytest.mark.skipif(not REAL, reason="Where FOURFOLD_TESTS_CLAMD names a real clamd.")
def test_a_real_one_answers_as_the_stand_in_does() -> None:
    place = place_from(REAL)
    assert place is not None
    assert asked(b"Seen on site", place, 20) == ""
    assert asked(b"", place, 20) == ""
    assert asked(VIRUS, place, 20) != ""
    assert asked(os.urandom(1_000_000), place, 20) == ""
    assert scanner.version_at(place, seconds=20).startswith("ClamAV ")
    with pytest.raises((TooLargeToScan, NoAnswer)):
        asked(bytes(200 * 1024 * 1024), place, 60)


def test_a_file_larger_than_it_takes_is_told_apart() -> None:
    with a_clamd() as clamd:
        clamd.most = 100_000
        # With little still on its way its answer can be read; with much, the line may break before.
        with pytest.raises(TooLargeToScan):
            asked(bytes(120_000), clamd.place)
        with pytest.raises((TooLargeToScan, NoAnswer)):
            asked(bytes(30_000_000), clamd.place)


@pytest.mark.parametrize(
    "answer",
    [
        (),
        (b"\0",),
        (b"stream: OK",),
        (b"stream: O",),
        (b"OK\0",),
        (b"stream: OK FOUND OK\0",),
        (b"stream: ok\0",),
        (b" stream: OK\0",),
        (b"stream: OK\n\0",),
        (b"stream: lstat() failed: No such file. ERROR\0",),
        (b"UNKNOWN COMMAND\0",),
        (b"\xff" * 9000,),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n",),
    ],
    ids=repr,
)
def test_what_does_not_say_clean_is_not_clean(answer: tuple[bytes, ...]) -> None:
    with a_clamd() as clamd:
        clamd.says = answer
        with pytest.raises(NoAnswer):
            asked(b"Seen on site", clamd.place)


def test_an_answer_may_come_in_pieces() -> None:
    with a_clamd() as clamd:
        clamd.says = (b"str", b"eam: O", b"K", b"\0")
        assert asked(b"Seen on site", clamd.place) == ""
        clamd.says = (b"stream: Bad<script> FOUND\0",)
        assert asked(b"Seen on site", clamd.place) == "unnamed"


def test_one_that_hangs_is_given_up() -> None:
    with a_clamd() as clamd:
        clamd.hangs = True
        with pytest.raises(NoAnswer, match="too long"):
            asked(b"Seen on site", clamd.place, seconds=0.3)


def test_one_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with a_clamd() as gone:
        pass
    for place in (gone.place, Place(path=str(tmp_path / "nothing")), Place(path="/" + "x" * 300)):
        with pytest.raises(NoAnswer, match="cannot be reached"):
            asked(b"Seen on site", place, seconds=1)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("", None),
        ("unix:///run/clamav/clamd.ctl", Place(path="/run/clamav/clamd.ctl")),
        ("unix:/run/clamd%20two", Place(path="/run/clamd two")),
        ("tcp://clamav", Place(host="clamav", port=3310)),
        ("tcp://[::1]:3311/", Place(host="::1", port=3311)),
    ],
)
def test_where_it_listens_is_said_by_an_address(given: str, place: Place | None) -> None:
    assert place_from(given) == place


@pytest.mark.parametrize(
    "given",
    ["clamav:3310", "tcp://", "tcp://h:0", "tcp://h:99999", "tcp://h/x", "tcp://u:p@h", "unix:", "http://h"],
)
def test_another_address_is_refused(given: str) -> None:
    with pytest.raises(BadPlace):
        place_from(given)


# What becomes of files


@pytest.mark.django_db
def test_a_clean_file_is_kept_after_the_scanner_saw_what_is_kept(clamd: Clamd) -> None:
    file = upload(an_actor(role=Role.SUPPLIER), "Größe".encode("utf-16"))
    assert clamd.heard == ["Größe".encode("utf-8-sig")]
    assert file.size == len(clamd.heard[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("says", "hangs"),
    [((b"stream: busy. ERROR\0",), False), ((), False), (None, True)],
    ids=["error", "nothing", "slow"],
)
def test_without_an_answer_nothing_is_kept(
    clamd: Clamd, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch, says: Any, hangs: bool
) -> None:
    monkeypatch.setattr(scanning, "_SECONDS", 0.3)
    clamd.says, clamd.hangs = says, hangs
    by = an_actor(role=Role.SUPPLIER)
    with pytest.raises(NotScanned, match="could not be looked through for viruses just now"):
        upload(by)
    assert kept(settings) == []
    with as_tenant(by.organisation_id):
        assert not EvidenceFile.objects.exists()
        assert not RefusedFile.objects.exists()


@pytest.mark.django_db
def test_a_file_that_the_scanner_does_not_take_is_refused_with_the_reason(clamd: Clamd) -> None:
    clamd.most = 5
    with pytest.raises(NotScanned, match="larger than the virus scanner of this site takes"):
        upload(an_actor(role=Role.SUPPLIER))


@pytest.mark.django_db
def test_a_virus_is_refused_on_the_page_and_noted_although_all_else_is_undone(
    clamd: Clamd, settings: SettingsWrapper, caplog: pytest.LogCaptureFixture
) -> None:
    promise = a_promise()
    caplog.set_level(logging.INFO, "fourfold.security")
    answer = sent(promise, ("good.txt", b"Seen on site"), ("bad.txt", b"Look: " + VIRUS))
    page = answer.content.decode()
    assert answer.status_code == 422
    error = page.split('id="id_evidence-error"')[1].split("</p>")[0]
    assert f"“bad.txt” has a virus in it ({NAME})" in error
    assert WORDS in page
    assert kept(settings) == []
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()
        assert not EvidenceFile.objects.exists()
    with as_tenant(promise.supplier.pk):
        noted = RefusedFile.objects.get()
    assert (noted.name, noted.found, noted.size) == ("bad.txt", NAME, 6 + len(VIRUS))
    assert (noted.owner_id, noted.sent_by_id) == (promise.supplier.pk, promise.reporter.person_id)
    [entry] = trail(reason="Sent a file with a virus in it, which was refused")
    assert (entry.person, entry.owner, entry.operation) == (
        promise.reporter.person_id,
        promise.supplier.pk,
        "insert",
    )
    [line] = [
        record
        for record in caplog.records
        if record.name == "fourfold.security" and "virus" in record.message
    ]
    assert vars(line)["why"] == NAME
    assert "bad.txt" not in line.message


@pytest.mark.django_db
def test_through_the_api_it_is_the_same(clamd: Clamd, settings: SettingsWrapper) -> None:
    by = an_actor(role=Role.SUPPLIER)
    for headers in ({}, {"Idempotency-Key": "one-of-mine"}):
        answer = a_program(by).upload("/files", SimpleUploadedFile("bad.txt", VIRUS), headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems#refused")
        assert NAME in answer.json()["detail"]
    clamd.says = ()
    answer = a_program(by).upload("/files", SimpleUploadedFile("note.txt", b"Seen"))
    assert (answer.status_code, answer.json()["type"]) == (503, "/api/v1/problems#unavailable")
    assert answer["Retry-After"] == "300"
    assert kept(settings) == []
    with as_tenant(by.organisation_id):
        assert RefusedFile.objects.count() == 2
        assert not EvidenceFile.objects.exists()


@pytest.mark.django_db
def test_what_was_kept_before_there_was_a_scanner_is_scanned_when_a_report_names_it(
    settings: SettingsWrapper,
) -> None:
    promise = a_promise()
    program = a_program(promise.reporter)
    file = program.upload("/files", SimpleUploadedFile("old.txt", VIRUS)).json()["ref"]
    with a_clamd() as clamd:
        settings.SCANNER = clamd.place
        answer = program.post(
            f"/contracts/{promise.contract.ref}/commitments/1/deliveries",
            {
                "quantity": "10",
                "starts_on": "2026-10-01",
                "ends_on": "2026-10-31",
                "words": "Ten.",
                "evidence": [file],
            },
        )
    assert answer.status_code == 422
    assert NAME in answer.json()["detail"]
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_administrators_see_which_files_were_refused_and_nobody_elsewhere_does(clamd: Clamd) -> None:
    by = an_actor(role=Role.SUPPLIER)
    a_program(by).upload("/files", SimpleUploadedFile("<b>bad.txt", VIRUS))
    for organisation, sees in ((by.organisation_id, True), (an_actor().organisation_id, False)):
        administrator = an_actor(
            role=Role.ADMINISTRATOR, organisation=Organisation.objects.get(pk=organisation)
        )
        page = signed_in(administrator).get(reverse("room_for_files")).content.decode()
        assert (NAME in page) is sees
        assert "<b>bad" not in page


@pytest.mark.django_db
def test_readiness_and_the_doctor_tell_how_it_stands(
    settings: SettingsWrapper, tmp_path: Path, client: Client
) -> None:
    settings.DATA_DIR, settings.LEAST_FREE_BYTES = tmp_path, 0
    assert list(vital.scanner()) == []
    assert "virus scanner" not in client.get("/ready/").json()["checks"]
    with a_clamd() as clamd:
        settings.SCANNER = clamd.place
        assert client.get("/ready/").json()["checks"]["virus scanner"] == "ok"
        [finding] = vital.scanner()
        assert finding.words == "ClamAV 1.4.6/27500/Mon Nov 23 08:25:00 2026"
        clamd.says = (b"220 mail.example.org ESMTP\r\n\0",)
        [finding] = vital.scanner()
        assert "no clamd" in finding.words
    answer = client.get("/ready/")
    # People go on reading and writing; files alone are refused.
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert answer.json()["checks"]["virus scanner"] == "wrong"
    [told] = [each for each in examine(at=timezone.now()) if each.about == "virus scanner"]
    assert (told.level, "every file is refused" in told.words) == (Level.WRONG, True)
    assert json.loads(answer.content)
