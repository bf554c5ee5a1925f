"""Room for files: how many a record holds, how much an organisation keeps, and that two who come together take it once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fourfold.config.command_line import main
from fourfold.ground.files import actions, room, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.partner.actions import deliveries
from fourfold.partner.models import Delivery
from tests.builders.api import a_program
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, a_person, an_actor
from tests.builders.promises import NOW, a_promise
from tests.ground.operation.installations import an_installation

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.ground.people.actor import Actor
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db

KILOBYTE = 1024


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.QUOTA_BYTES = 10 * KILOBYTE


@pytest.fixture
def supplier() -> Actor:
    return an_actor(role=Role.SUPPLIER)


def text(letter: str, kilobytes: int) -> bytes:
    return letter.encode() * (kilobytes * KILOBYTE)


def upload(by: Actor, content: bytes, name: str = "register.txt") -> EvidenceFile:
    with as_tenant(by.organisation_id):
        return actions.upload(by=by, content=content, name=name, about="", at=NOW)


def files_of(owner: int) -> int:
    with as_tenant(owner):
        return EvidenceFile.objects.filter(owner_id=owner).count()


def kept() -> int:
    from django.conf import settings

    return sum(1 for path in settings.FILES_DIR.rglob("*") if path.is_file())


def report(promise: Promise, *uploads: deliveries.Upload) -> Delivery:
    with as_tenant(promise.supplier.pk):
        return deliveries.report(
            by=promise.reporter,
            commitment=promise.commitment,
            quantity=Decimal(10),
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 31),
            words="Done",
            uploads=uploads,
            on=TODAY,
            at=NOW,
        )


def test_what_does_not_fit_is_refused_with_how_much_is_used_of_what_and_nothing_of_it_stays(
    supplier: Actor,
) -> None:
    upload(supplier, text("a", 8))
    with pytest.raises(NotAccepted) as refusal:
        upload(supplier, text("b", 3), "minutes.txt")
    said = str(refusal.value)
    assert said.startswith("“minutes.txt” needs 3 KB, and of the 10 KB for files of")
    assert " 8 KB are used. " in said
    assert f"ask an administrator of {supplier.organisation_name} for more room" in said
    assert files_of(supplier.organisation_id) == 1
    assert kept() == 1


def test_sizes_are_said_in_the_unit_that_fits() -> None:
    said = [room.in_words(size) for size in (0, 1, 150_000, 3 * room.MEBIBYTE, 10_000 * room.MEBIBYTE)]
    assert said == ["0 KB", "1 KB", "147 KB", "3.0 MB", "10,000 MB"]


def test_the_last_byte_fits(supplier: Actor) -> None:
    upload(supplier, text("a", 8))
    upload(supplier, text("b", 2))
    with pytest.raises(NotAccepted):
        upload(supplier, b"c")


def test_the_same_content_takes_its_room_once(supplier: Actor) -> None:
    for _ in range(3):
        upload(supplier, text("a", 8))
    with as_tenant(supplier.organisation_id):
        found = room.room_of(owner=supplier.organisation_id)
    assert (found.used, found.files, found.whole) == (8 * KILOBYTE, 1, 10 * KILOBYTE)
    assert files_of(supplier.organisation_id) == 3


def test_without_a_bound_everything_fits(supplier: Actor, settings: SettingsWrapper) -> None:
    settings.QUOTA_BYTES = 0
    upload(supplier, text("a", 50))
    with as_tenant(supplier.organisation_id):
        assert room.room_of(owner=supplier.organisation_id).whole is None


def test_the_room_is_that_of_the_record_s_owner_who_alone_learns_how_much_is_used() -> None:
    promise = a_promise()
    report(promise, deliveries.Upload("a.txt", text("a", 8)))
    with pytest.raises(NotAccepted) as refusal:
        report(promise, deliveries.Upload("b.txt", text("b", 3)))
    said = str(refusal.value)
    assert said.endswith(
        f"{promise.buyer.name} has no such room left for files. Make it smaller, or tell {promise.buyer.name}."
    )
    assert "used" not in said
    assert files_of(promise.buyer.pk) == 1
    # The supplier's own room is another.
    upload(promise.reporter, text("c", 9))


def test_a_file_kept_before_takes_room_where_a_report_names_it() -> None:
    promise = a_promise()
    report(promise, deliveries.Upload("a.txt", text("a", 8)))
    mine = upload(promise.reporter, text("b", 3))
    with pytest.raises(NotAccepted, match="no such room left"):
        report(promise, deliveries.Upload(mine.name, b"", kept=mine))
    with as_tenant(promise.buyer.pk):
        assert Delivery.objects.count() == 1


def test_a_file_kept_before_that_is_gone_cannot_be_named() -> None:
    promise = a_promise()
    mine = upload(promise.reporter, text("b", 3))
    store.path_of(mine.sha256).unlink()
    with pytest.raises(NotAccepted, match="no longer kept"):
        report(promise, deliveries.Upload(mine.name, b"", kept=mine))


def test_a_record_holds_so_many_files(settings: SettingsWrapper) -> None:
    settings.EVIDENCE_MOST_OF_A_RECORD = 2
    promise = a_promise()
    report(promise, deliveries.Upload("a.txt", b"a"), deliveries.Upload("b.txt", b"b"))
    with pytest.raises(NotAccepted, match=r"“c.txt” would be one file too many: a record holds 2"):
        report(promise, *(deliveries.Upload(f"{letter}.txt", letter.encode()) for letter in "abc"))
    assert files_of(promise.buyer.pk) == 2


def test_through_the_api_it_is_refused_the_same(supplier: Actor) -> None:
    program = a_program(supplier)
    assert program.upload("/files", SimpleUploadedFile("a.txt", text("a", 8))).status_code == 201
    answer = program.upload("/files", SimpleUploadedFile("b.txt", text("b", 3)))
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems#refused")
    assert "for more room" in answer.json()["detail"]
    assert files_of(supplier.organisation_id) == 1


def test_of_two_that_come_together_for_the_last_room_one_gets_it(tmp_path: Path) -> None:
    """Both have been looked through before either asks for room. On a database of their own, with connections of their own."""
    with an_installation(tmp_path / "installation") as installation:
        installation.run("django", "migrate")
        bounded = replace(installation, variables={"FOURFOLD_QUOTA_MB": "1"})
        said, others, files = json.loads(
            bounded.python("from tests.ground.files import together; together.main()")
        )
    assert said == ""
    assert "for more room" in others
    assert files == 1


@pytest.fixture
def administrator(supplier: Actor) -> Client:
    from fourfold.ground.organisations.tables import Organisation

    person = a_person()
    an_actor(
        role=Role.ADMINISTRATOR,
        organisation=Organisation.objects.get(pk=supplier.organisation_id),
        person=person,
    )
    return signed_in(person.pk)


def test_an_administrator_sees_what_is_used_and_by_what(
    supplier: Actor, administrator: Client, settings: SettingsWrapper
) -> None:
    address = reverse("room_for_files")
    assert "Nothing has been uploaded yet." in administrator.get(address).content.decode()
    settings.QUOTA_BYTES = 1024 * KILOBYTE
    upload(supplier, text("a", 300), "plan.txt")
    upload(an_actor(role=Role.SUPPLIER), text("a", 500), "of-a-stranger.txt")
    page = administrator.get(address).content.decode()
    assert "300 KB" in page
    assert "1.0 MB" in page
    assert "plan.txt" in page
    assert "of-a-stranger" not in page
    assert "little room left" not in page
    settings.QUOTA_BYTES = 310 * KILOBYTE
    assert "little room left" in administrator.get(address).content.decode()


def test_nobody_else_sees_it(supplier: Actor) -> None:
    answer = signed_in(supplier.person_id).get(reverse("room_for_files"))
    assert answer.status_code == 403
    assert not room.can_see_room(supplier)


def test_the_command_tells_of_everyone(supplier: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    upload(supplier, text("a", 8))
    assert main(["files", "room", "--json"]) == 0
    rows = {row["organisation"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows[supplier.organisation_ref] == {
        "organisation": supplier.organisation_ref,
        "name": supplier.organisation_name,
        "used": 8 * KILOBYTE,
        "arriving": 0,
        "files": 1,
        "whole": 10 * KILOBYTE,
    }
    assert main(["files", "room"]) == 0
    assert f"{supplier.organisation_name}: 8 KB of 10 KB used, 1 files" in (capsys.readouterr().out)
