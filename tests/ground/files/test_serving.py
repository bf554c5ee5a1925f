"""Downloads: for whom they are, how they are labelled, and the part that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from fourfold.ground.files import actions, store
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Membership, Role
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web.files import addresses
from tests.builders.api import a_program
from tests.builders.browsing import signed_in
from tests.builders.ground import an_actor
from tests.builders.promises import NOW
from tests.ground.files.made import a_pdf

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.ground.files.tables import EvidenceFile
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

WORDS = b"0123456789" * 30


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def supplier() -> Actor:
    return an_actor(role=Role.SUPPLIER)


def kept(by: Actor, content: bytes = WORDS, name: str = "register.txt") -> EvidenceFile:
    with as_tenant(by.organisation_id):
        return actions.upload(by=by, content=content, name=name, about="", at=NOW)


def address_of(file: EvidenceFile, client: Client) -> str:
    return str(client.get(reverse("evidence", kwargs={"ref": file.ref}))["Location"])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def by_page(by: Actor, file: EvidenceFile, **headers: str) -> Any:
    client = signed_in(by)
    return client.get(address_of(file, client), headers=headers)


def by_api(by: Actor, file: EvidenceFile, **headers: str) -> Any:
    program = a_program(by)
    content = program.get(f"/files/{file.ref}").json()["content"].removeprefix("/api/v1")
    return program.get(content, headers=headers)


@pytest.mark.parametrize("fetch", [by_page, by_api])
@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (a_pdf(), 'plan "a"; x=.html', "application/pdf"),
        (WORDS, "page.html", "text/plain; charset=utf-8"),
        ("Größe".encode("utf-16"), "größe.svg", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_goes_out_as_a_download_of_its_true_kind_that_nothing_can_run_or_keep(
    supplier: Actor, fetch: Any, content: bytes, name: str, kind: str
) -> None:
    file = kept(supplier, content, name)
    answer = fetch(supplier, file)
    assert answer.status_code == 200
    assert body(answer) == store.read(file.sha256)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert not answer["Content-Disposition"].rstrip('"').endswith((".html", ".svg"))
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == str(file.size)


@pytest.mark.parametrize("fetch", [by_page, by_api])
@pytest.mark.parametrize(
    ("asked", "sent", "says"),
    [
        ("bytes=0-0", WORDS[:1], "bytes 0-0/300"),
        ("bytes=290-", WORDS[290:], "bytes 290-299/300"),
        ("bytes=-5", WORDS[-5:], "bytes 295-299/300"),
        ("bytes=-900", WORDS, "bytes 0-299/300"),
        ("bytes=10-900", WORDS[10:], "bytes 10-299/300"),
    ],
)
def test_a_part_is_sent_where_one_is_asked_for(
    supplier: Actor, fetch: Any, asked: str, sent: bytes, says: str
) -> None:
    answer = fetch(supplier, kept(supplier), Range=asked)
    assert (answer.status_code, answer["Content-Range"], body(answer)) == (206, says, sent)
    assert answer["Content-Length"] == str(len(sent))
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=5-2", "bytes=-", "lines=1-2", "bytes=x-", "bytes=٣-"]
)
def test_what_cannot_be_understood_is_answered_with_the_whole(supplier: Actor, asked: str) -> None:
    answer = by_page(supplier, kept(supplier), Range=asked)
    assert (answer.status_code, body(answer)) == (200, WORDS)


@pytest.mark.parametrize("asked", ["bytes=300-", "bytes=999-1000", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_size(supplier: Actor, asked: str) -> None:
    answer = by_page(supplier, kept(supplier), Range=asked)
    assert (answer.status_code, answer["Content-Range"], body(answer)) == (416, "bytes */300", b"")


def test_the_rest_of_another_content_is_not_appended(supplier: Actor) -> None:
    file = kept(supplier)
    for_another = {"Range": "bytes=1-", "If-Range": '"other"'}
    for_this = {"Range": "bytes=1-", "If-Range": f'"{file.sha256}"'}
    assert body(by_page(supplier, file, **for_another)) == WORDS
    assert body(by_page(supplier, file, **for_this)) == WORDS[1:]


def test_a_stranger_learns_nothing_even_with_the_address(supplier: Actor) -> None:
    file = kept(supplier)
    address = address_of(file, signed_in(supplier))
    elsewhere = an_actor(role=Role.SUPPLIER)
    stranger = signed_in(elsewhere)
    assert stranger.get(address).status_code == 404
    assert stranger.get(reverse("evidence", kwargs={"ref": file.ref})).status_code == 404
    assert Client().get(address).status_code == 404
    content = a_program(supplier).get(f"/files/{file.ref}").json()["content"].removeprefix("/api/v1")
    assert a_program(elsewhere).get(content).status_code == 404


def test_an_address_ends_after_minutes(supplier: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept(supplier)
    client = signed_in(supplier)
    address = address_of(file, client)
    monkeypatch.setattr("fourfold.ground.web.files.addresses.GOOD_FOR_SECONDS", -1)
    assert client.get(address).status_code == 404


class TestAHostOfTheirOwn:
    """Where downloads come from another host than the pages."""

    @pytest.fixture(autouse=True)
    def _apart(self, settings: SettingsWrapper) -> None:
        settings.ALLOWED_HOSTS = ["testserver", "files.example"]
        settings.DOWNLOAD_ADDRESS = "http://files.example/"

    def fetch(self, address: str, **headers: str) -> Any:
        """By a browser that is signed in nowhere."""
        return Client(headers={"host": "files.example"}).get(
            address.removeprefix("http://files.example"), headers=headers
        )

    def test_a_reader_is_sent_there_and_gets_the_file_without_a_session(self, supplier: Actor) -> None:
        address = address_of(kept(supplier), signed_in(supplier))
        assert address.startswith("http://files.example/evidence/content/")
        answer = self.fetch(address)
        assert (answer.status_code, body(answer)) == (200, WORDS)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert not answer.cookies
        part = self.fetch(address, Range="bytes=290-")
        assert (part.status_code, body(part)) == (206, WORDS[290:])

    def test_the_site_itself_gives_it_out_no_more(self, supplier: Actor) -> None:
        client = signed_in(supplier)
        address = address_of(kept(supplier), client).removeprefix("http://files.example")
        assert client.get(address).status_code == 404

    def test_it_has_no_page_no_style_and_no_session_of_the_site(self, supplier: Actor) -> None:
        file = kept(supplier)
        client = signed_in(supplier)
        for path in (
            "/",
            "/sign-in/",
            "/contracts/",
            f"/evidence/{file.ref}/",
            "/nowhere",
        ):
            answer = client.get(path, headers={"host": "files.example"})
            assert answer.status_code == 404, path
            assert answer["Content-Type"].startswith("text/plain")
            assert "load it again" in answer.content.decode()
            assert not answer.cookies
        assert Client(headers={"host": "files.example"}).get("/api/v1/openapi.json").status_code == 404
        address = address_of(file, client).removeprefix("http://files.example")
        assert client.post(address, headers={"host": "files.example"}).status_code == 404

    def test_who_may_not_see_it_now_gets_nothing_with_the_address_they_had(self, supplier: Actor) -> None:
        address = address_of(kept(supplier), signed_in(supplier))
        with declared(person=None, organisation=None, reason="For a test"):
            Membership.objects.filter(person=supplier.person_id).update(
                until_day="2020-01-01", from_day="2019-01-01"
            )
        assert self.fetch(address).status_code == 404

    def test_an_address_signed_for_a_stranger_shows_them_nothing(self, supplier: Actor) -> None:
        stranger = an_actor(role=Role.SUPPLIER)
        assert self.fetch(addresses.address_of(kept(supplier), reader=stranger)).status_code == 404

    def test_an_address_that_is_over_or_made_up_says_what_to_do(
        self, supplier: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = address_of(kept(supplier), signed_in(supplier))
        assert self.fetch("/evidence/content/not:signed/").status_code == 404
        monkeypatch.setattr(addresses, "GOOD_FOR_SECONDS", -1)
        answer = self.fetch(address)
        assert answer.status_code == 404
        assert "choose the file once more" in answer.content.decode()


def test_what_the_store_has_lost_is_not_there(supplier: Actor) -> None:
    file = kept(supplier)
    client = signed_in(supplier)
    address = address_of(file, client)
    store.path_of(file.sha256).unlink()
    assert client.get(address).status_code == 404


def test_nothing_that_is_kept_lies_where_pictures_and_styles_are_served_from() -> None:
    files = Path(django_settings.DATA_DIR) / "files"
    assert Path(django_settings.STATIC_ROOT) not in (files, *files.parents)
    assert files not in Path(django_settings.STATIC_ROOT).parents
