"""Evidence in pieces: whatever breaks on the way, it ends as the whole file or as nothing, by the same checks as any other."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.ground.files import parts, room, scanning, store
from fourfold.ground.files.tables import EvidenceFile, RefusedFile, ResumableUpload
from fourfold.ground.operation import examination, housekeeping, sweep
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Role
from tests.builders.api import a_program
from tests.builders.ground import an_actor, trail
from tests.ground.files.clamd import NAME, VIRUS, a_clamd
from tests.ground.files.made import a_pdf
from tests.ground.jobs.asked import Clock, a_job, work_off

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.ground.people.actor import Actor
    from tests.builders.api import Program

    Committed = Callable[..., AbstractContextManager[list[Callable[[], object]]]]

pytestmark = pytest.mark.django_db

WORDS = bytes(range(65, 91)) * 40
BYTES = "application/octet-stream"


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def supplier() -> Actor:
    return an_actor(role=Role.SUPPLIER)


@pytest.fixture
def program(supplier: Actor) -> Program:
    return a_program(supplier)


def given(content: bytes = WORDS, **changed: Any) -> dict[str, Any]:
    return {
        "name": "register.txt",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "about": "Attendance",
    } | changed


def begun(program: Program, content: bytes = WORDS, **changed: Any) -> str:
    answer = program.post("/uploads", given(content, **changed))
    assert answer.status_code == 201, answer.content
    return str(answer["Location"].removeprefix("/api/v1"))


def put(program: Program, path: str, offset: int, content: bytes, kind: str = BYTES) -> Any:
    sent = {"Authorization": f"Bearer {program.token}"}
    return program.client.generic(
        "PUT", f"/api/v1{path}/content?offset={offset}", content, kind, headers=sent
    )


def completed(program: Program, path: str) -> Any:
    return program.post(f"{path}/completion")


def left(settings: SettingsWrapper) -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def files_of(by: Actor) -> list[EvidenceFile]:
    with as_tenant(by.organisation_id):
        return list(EvidenceFile.objects.all())


def test_a_file_that_arrives_in_pieces_is_a_file_as_any_other(
    program: Program, supplier: Actor, django_capture_on_commit_callbacks: Committed
) -> None:
    path = begun(program)
    shown = program.get(path).json()
    assert (shown["offset"], shown["file"], shown["size"]) == (0, None, len(WORDS))
    assert shown["most_at_once"] == 5 * 1024 * 1024
    for start in range(0, len(WORDS), 300):
        answer = put(program, path, start, WORDS[start : start + 300])
        assert answer.status_code == 200, answer.content
        assert answer.json()["offset"] == min(start + 300, len(WORDS))
    with django_capture_on_commit_callbacks(execute=True):
        answer = completed(program, path)
    assert answer.status_code == 201, answer.content
    file = answer.json()
    assert (file["name"], file["media_type"], file["size"], file["about"]) == (
        "register.txt",
        "text/plain",
        len(WORDS),
        "Attendance",
    )
    assert answer["Location"] == f"/api/v1/files/{file['ref']}"
    assert program.get(f"/files/{file['ref']}").json()["sha256"] == hashlib.sha256(WORDS).hexdigest()
    [kept] = files_of(supplier)
    assert store.read(kept.sha256) == WORDS
    assert kept.uploaded_by_id == supplier.person_id
    assert not parts.path_of(shown["ref"]).exists()
    assert program.get(path).json()["file"] == file["ref"]
    assert len(trail(reason="Uploaded a file in pieces")) == 2


def test_asked_again_it_is_completed_once(program: Program, supplier: Actor) -> None:
    path = begun(program)
    put(program, path, 0, WORDS)
    first, again = completed(program, path), completed(program, path)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["ref"] == again.json()["ref"]
    # A piece that arrives late changes nothing.
    assert put(program, path, 0, WORDS[:10]).json()["offset"] == len(WORDS)
    assert len(files_of(supplier)) == 1


def test_after_a_broken_line_it_goes_on_from_where_it_stands(program: Program) -> None:
    path = begun(program)
    put(program, path, 0, WORDS[:100])
    # The server was killed in the middle of a piece: half of it is on disk.
    ref = program.get(path).json()["ref"]
    with parts.path_of(ref).open("ab") as file:
        file.write(WORDS[100:150])
    assert program.get(path).json()["offset"] == 150
    assert put(program, path, 100, WORDS[100:300]).json()["offset"] == 300
    assert put(program, path, 300, WORDS[300:]).json()["offset"] == len(WORDS)
    assert completed(program, path).status_code == 201


@pytest.mark.parametrize(("offset", "content"), [(0, WORDS[:200]), (50, WORDS[50:60])])
def test_a_piece_sent_again_changes_nothing(program: Program, offset: int, content: bytes) -> None:
    path = begun(program)
    put(program, path, 0, WORDS[:200])
    answer = put(program, path, offset, content)
    assert (answer.status_code, answer.json()["offset"]) == (200, 200)


@pytest.mark.parametrize(
    ("offset", "content", "says"),
    [
        (201, WORDS[201:210], "200 bytes have arrived. Send on from there."),
        (100, b"something else", "Something else arrived at this place before"),
        (190, WORDS[190:199] + b"?" + WORDS[200:210], "Something else arrived"),
        (200, WORDS[200:] + b"more", "reaches behind the end of the file, which has 1,040 bytes"),
        (len(WORDS) + 1, b"x", "reaches behind the end"),
    ],
)
def test_a_piece_that_does_not_fit_is_refused_with_where_to_go_on(
    program: Program, offset: int, content: bytes, says: str
) -> None:
    path = begun(program)
    put(program, path, 0, WORDS[:200])
    answer = put(program, path, offset, content)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert answer.json()["offset"] == 200
    assert answer.json()["errors"][0]["at"] == "offset"
    assert program.get(path).json()["offset"] == 200


def test_pieces_sent_at_the_same_moment_are_written_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda _: parts.add("SAME", WORDS, offset=0), range(40)))
    assert set(said) == {len(WORDS)}
    assert parts.path_of("SAME").read_bytes() == WORDS


def test_what_is_not_all_there_is_not_completed(program: Program, supplier: Actor) -> None:
    path = begun(program)
    put(program, path, 0, WORDS[:200])
    answer = completed(program, path)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "200 of 1,040 bytes have arrived. Send on from there."
    assert answer.json()["offset"] == 200
    assert files_of(supplier) == []


def test_what_arrived_wrong_is_thrown_away_and_can_be_sent_anew(program: Program, supplier: Actor) -> None:
    path = begun(program)
    put(program, path, 0, WORDS[::-1])
    answer = completed(program, path)
    assert (answer.status_code, answer.json()["offset"]) == (422, 0)
    assert "another SHA-256" in answer.json()["detail"]
    assert files_of(supplier) == []
    assert program.get(path).json()["offset"] == 0
    put(program, path, 0, WORDS)
    assert completed(program, path).status_code == 201


def test_what_can_never_be_taken_is_refused_and_thrown_away(
    program: Program, supplier: Actor, settings: SettingsWrapper
) -> None:
    content = a_pdf(script="app.alert(1)")
    path = begun(program, content, name="plan.pdf")
    put(program, path, 0, content)
    answer = completed(program, path)
    assert answer.status_code == 422
    assert "contains a script" in answer.json()["detail"]
    assert left(settings) == []
    assert files_of(supplier) == []


def test_it_goes_through_the_virus_scanner(
    program: Program, supplier: Actor, settings: SettingsWrapper
) -> None:
    infected, clean = begun(program, VIRUS), begun(program)
    put(program, infected, 0, VIRUS)
    put(program, clean, 0, WORDS)
    with a_clamd() as clamd:
        settings.SCANNER = clamd.place
        answer = completed(program, infected)
        assert (answer.status_code, NAME in answer.json()["detail"]) == (422, True)
        clamd.says = ()
        assert completed(program, clean).status_code == 503
        # It was good and waits for the scanner.
        assert program.get(clean).json()["offset"] == len(WORDS)
        clamd.says = None
        assert completed(program, clean).status_code == 201
    with as_tenant(supplier.organisation_id):
        assert RefusedFile.objects.count() == 1
    assert not any(VIRUS in path.read_bytes() for path in left(settings))


def test_larger_than_a_form_takes_and_no_larger_than_the_setting(
    program: Program, settings: SettingsWrapper
) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.LARGEST_UPLOAD_BYTES = 500, 1024 * 1024
    assert program.upload("/files", SimpleUploadedFile("a.txt", WORDS)).status_code == 413
    path = begun(program)
    put(program, path, 0, WORDS)
    assert completed(program, path).status_code == 201
    answer = program.post("/uploads", given(size=1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"at": "size", "detail": "The file is larger than 1 MB. Make it smaller"}],
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 0},
        {"size": "10"},
        {"size": 10**13},
        {"sha256": "A" * 64},
        {"sha256": "0" * 63},
        {"name": ""},
        {"name": "  "},
        {"name": "x" * 201},
        {"colour": "red"},
    ],
)
def test_what_is_said_at_the_beginning_must_make_sense(program: Program, changed: dict[str, Any]) -> None:
    assert program.post("/uploads", given(**changed)).status_code == 422


def test_a_body_of_another_kind_or_too_large_is_refused(program: Program, settings: SettingsWrapper) -> None:
    path = begun(program)
    assert put(program, path, 0, WORDS, "text/plain").status_code == 415
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = put(program, path, 0, WORDS)
    assert (answer.status_code, "in pieces" in answer.json()["detail"]) == (413, True)
    assert program.get(path).json()["offset"] == 0


def test_an_upload_holds_its_room_until_it_is_given_up(
    program: Program,
    supplier: Actor,
    settings: SettingsWrapper,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    settings.QUOTA_BYTES = 2_000
    path = begun(program)
    put(program, path, 0, WORDS[:500])
    answer = program.post("/uploads", given())
    assert (answer.status_code, "for more room" in answer.json()["detail"]) == (422, True)
    assert program.upload("/files", SimpleUploadedFile("a.txt", b"x" * 1_000)).status_code == 422
    with as_tenant(supplier.organisation_id):
        found = room.room_of(owner=supplier.organisation_id)
    assert (found.used, found.arriving, found.kept) == (1040, 1040, 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert program.delete(path).status_code == 204
    assert program.get(path).status_code == 404
    assert left(settings) == []
    assert program.upload("/files", SimpleUploadedFile("a.txt", b"x" * 1_000)).status_code == 201


def test_completing_needs_no_more_room_than_was_held(program: Program, settings: SettingsWrapper) -> None:
    settings.QUOTA_BYTES = len(WORDS)
    path = begun(program)
    put(program, path, 0, WORDS)
    settings.QUOTA_BYTES = len(WORDS) - 1
    assert completed(program, path).status_code == 422
    # There was only no room: it may be tried again.
    settings.QUOTA_BYTES = len(WORDS)
    assert completed(program, path).status_code == 201


def test_so_many_at_once(program: Program, supplier: Actor, settings: SettingsWrapper) -> None:
    settings.UPLOADS_AT_ONCE = 2
    first = begun(program)
    begun(program)
    colleague = a_program(
        an_actor(role=Role.SUPPLIER, organisation=Organisation.objects.get(pk=supplier.organisation_id))
    )
    answer = colleague.post("/uploads", given())
    assert (answer.status_code, "has 2 uploads under way" in answer.json()["detail"]) == (422, True)
    put(program, first, 0, WORDS)
    assert completed(program, first).status_code == 201
    assert colleague.post("/uploads", given()).status_code == 201
    # Another organisation has its own.
    assert a_program(an_actor(role=Role.SUPPLIER)).post("/uploads", given()).status_code == 201


def test_to_another_organisation_it_is_not_there(program: Program) -> None:
    path = begun(program)
    stranger = a_program(an_actor(role=Role.SUPPLIER))
    assert stranger.get(path).status_code == 404
    assert put(stranger, path, 0, WORDS).status_code == 404
    assert completed(stranger, path).status_code == 404
    assert stranger.delete(path).status_code == 404
    assert program.get(path).json()["offset"] == 0


@pytest.mark.parametrize("role", sorted({*Role.values} - {"supplier"}))
def test_who_may_not_report_uploads_nothing(program: Program, supplier: Actor, role: str) -> None:
    path = begun(program)
    other = a_program(an_actor(role=role, organisation=Organisation.objects.get(pk=supplier.organisation_id)))
    answers = [
        other.post("/uploads", given()),
        put(other, path, 0, WORDS),
        completed(other, path),
        other.delete(path),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4


def an_old_one(program: Program, *, days: float) -> ResumableUpload:
    ref = program.get(begun(program)).json()["ref"]
    put(program, f"/uploads/{ref}", 0, WORDS[:100])
    with as_tenant(MAINTENANCE), sweep.step("For a test"):
        ResumableUpload.objects.filter(ref=ref).update(started_at=timezone.now() - timedelta(days=days))
        return ResumableUpload.objects.get(ref=ref)


def test_what_is_not_completed_in_days_ends_and_is_swept_away(
    program: Program, supplier: Actor, settings: SettingsWrapper
) -> None:
    old, young = an_old_one(program, days=3.1), an_old_one(program, days=2.9)
    assert program.get(f"/uploads/{old.ref}").status_code == 404
    assert put(program, f"/uploads/{old.ref}", 100, WORDS[100:]).status_code == 404
    assert program.get(f"/uploads/{young.ref}").status_code == 200
    assert sweep.look(at=timezone.now()).ended == 1
    assert "1 broken uploads" in examination._evidence(timezone.now()).words
    assert sweep.sweep(at=timezone.now()).broken == 1
    assert [path.name for path in left(settings)] == [young.ref]
    with as_tenant(supplier.organisation_id):
        assert [each.ref for each in ResumableUpload.objects.all()] == [young.ref]


def test_the_sweep_leaves_the_file_of_one_that_was_completed(program: Program, supplier: Actor) -> None:
    path = begun(program)
    put(program, path, 0, WORDS)
    assert completed(program, path).status_code == 201
    later = timezone.now() + timedelta(days=4)
    assert sweep.sweep(at=later).broken == 0
    with as_tenant(MAINTENANCE):
        assert not ResumableUpload.objects.exists()
    [kept] = files_of(supplier)
    assert store.read(kept.sha256) == WORDS


def test_pieces_without_an_upload_are_swept_away_after_a_day(settings: SettingsWrapper) -> None:
    for ref, days in (("OLD", 2.0), ("YOUNG", 0.5)):
        parts.add(ref, b"half of ", offset=0)
        then = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(parts.path_of(ref), (then, then))
    assert sweep.sweep(at=timezone.now()).broken == 1
    assert [path.name for path in left(settings)] == ["YOUNG"]


def test_the_night_s_job_ends_them(program: Program) -> None:
    old = an_old_one(program, days=3.1)
    with as_tenant(MAINTENANCE), sweep.step("For a test"):
        ResumableUpload.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=4_000))
    a_job(housekeeping.SWEEP)
    work_off(Clock())
    with as_tenant(MAINTENANCE):
        assert not ResumableUpload.objects.exists()
    assert parts.arrived(old.ref) == 0


def test_what_was_thrown_away_meanwhile_is_sent_anew(
    program: Program, supplier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(program)
    monkeypatch.setattr(parts, "arrived", lambda _: len(WORDS))
    answer = completed(program, path)
    assert (answer.status_code, answer.json()["offset"]) == (422, 0)


def test_what_was_given_up_while_it_was_looked_through_is_not_kept(
    program: Program, supplier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(program)
    put(program, path, 0, WORDS)
    as_it_was = scanning.check_arrived

    def given_up(*words: Any, **more: Any) -> None:
        assert program.delete(path).status_code == 204
        as_it_was(*words, **more)

    monkeypatch.setattr(scanning, "check_arrived", given_up)
    answer = completed(program, path)
    assert (answer.status_code, answer.json()["detail"]) == (422, "This upload was given up meanwhile")
    assert files_of(supplier) == []
