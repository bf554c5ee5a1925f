"""Passkeys, page by page: asked for, answered by an authenticator in software, and what is said where that does not work."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity.actions import requirements
from fourfold.ground.identity.queries import has_second_step, passkeys_of
from fourfold.ground.identity.tables import ClaimedDomain, IdentityProvider, Passkey
from fourfold.ground.people import attempts
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role, SignIn
from fourfold.ground.trail.declaration import declared
from tests.builders.authenticator import PRESENT, Authenticator
from tests.builders.browsing import signed_in
from tests.builders.ground import PASSWORD, TODAY, a_person, an_actor

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
OWN, MAKE, SHOW = "/account/passkeys/", "/account/passkeys/make/", "/sign-in/passkey/"
ORIGIN, HOST = "http://testserver", "testserver"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SITE_ADDRESS = f"{ORIGIN}/"


@pytest.fixture
def ada(db: None) -> Person:
    person = a_person("Ada", email="ada@example.org", password=PASSWORD)
    an_actor(person=person, role=Role.LEAD)
    return person


@pytest.fixture
def ben(db: None) -> Person:
    person = a_person("Ben", email="ben@example.org", password=PASSWORD)
    an_actor(person=person, role=Role.LEAD)
    return person


def password(client: Client, person: Person, **more: str) -> Any:
    return client.post("/sign-in/", {"email": person.email, "password": PASSWORD, **more})


def options_on(page: Any) -> dict[str, Any]:
    found = re.search(r'data-passkey="([^"]*)"', page.content.decode())
    assert found is not None, page.content.decode()
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def add(client: Client, key: Authenticator, name: str = "Laptop", **wrongly: Any) -> Any:
    said = client.post(OWN, {"name": name, "password": PASSWORD})
    assert (said.status_code, said["Location"]) == (302, MAKE)
    return client.post(MAKE, {"credential": key.make(options_on(client.get(MAKE)), **wrongly)})


def with_a_passkey(person: Person) -> Authenticator:
    key = Authenticator(ORIGIN, HOST)
    assert add(signed_in(person), key).status_code == 200
    return key


def show(client: Client, key: Authenticator, **more: Any) -> Any:
    page = client.post(SHOW, more) if "second" in more else client.get(SHOW)
    return client.post(SHOW, {"credential": key.show(options_on(page)), **more})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_one_is_added_after_the_password_and_recovery_codes_are_shown_this_once(ada: Person) -> None:
    client, elsewhere, key = signed_in(ada), Client(), Authenticator(ORIGIN, HOST)
    password(elsewhere, ada)
    assert "You have none yet" in client.get(OWN).content.decode()
    page = add(client, key).content.decode()
    assert len(re.findall(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){3}\b", page)) >= 10
    assert "Laptop" in client.get(OWN).content.decode()
    assert is_in(client)
    assert not is_in(elsewhere), "what came in with less is signed out"
    second = add(client, Authenticator(ORIGIN, HOST), name="Phone")
    assert (second.status_code, second["Location"]) == (302, OWN)
    assert [row.name for row in passkeys_of(person=ada.pk)] == ["Laptop", "Phone"]


def test_without_the_password_there_is_nothing_to_make(ada: Person) -> None:
    client = signed_in(ada)
    assert client.get(MAKE)["Location"] == OWN
    assert client.post(MAKE, {"credential": "{}"})["Location"] == OWN
    wrong = client.post(OWN, {"name": "Laptop", "password": "not it"})
    assert wrong.status_code == 422
    assert "This is not your password" in wrong.content.decode()
    assert 'value="Laptop"' in wrong.content.decode(), "what was typed is still there"
    assert "Give the passkey a name" in client.post(OWN, {"password": PASSWORD}).content.decode()
    assert client.get(MAKE).status_code == 302
    assert not Passkey.objects.exists()


def test_a_passkey_that_is_none_is_refused_and_asked_for_anew(ada: Person) -> None:
    client, key = signed_in(ada), Authenticator(ORIGIN, HOST)
    refused = add(client, key, flags=PRESENT)
    assert refused.status_code == 422
    assert "no passkey for this site" in refused.content.decode()
    again = client.post(MAKE, {"credential": key.make(options_on(refused))})
    assert again.status_code == 200
    assert Passkey.objects.count() == 1


def test_the_confirmation_is_good_for_five_minutes_and_one_passkey(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, key = signed_in(ada), Authenticator(ORIGIN, HOST)
    add(client, key)
    assert client.get(MAKE)["Location"] == OWN
    client.post(OWN, {"name": "Phone", "password": PASSWORD})
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(MAKE)["Location"] == OWN


def test_it_signs_in_alone_and_the_list_says_so(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    answer = show(client, key)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    row = SignIn.objects.get(session_key=client.session.session_key)
    assert (row.came_by, row.and_by) == ("passkey", "")
    assert "Passkey" in client.get("/account/sign-ins/").content.decode()


def test_one_is_led_to_where_one_was_going_and_nowhere_else(ada: Person) -> None:
    key = with_a_passkey(ada)
    assert show(Client(), key, next="/account/")["Location"] == "/account/"
    assert show(Client(), key, next="https://evil.example/")["Location"] == "/"


def test_an_answer_is_worth_one_sign_in(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    key.counts = False
    with declared(person=None, organisation=None, reason="For a test"):
        Passkey.objects.update(sign_count=0)
    answer = key.show(options_on(client.get(SHOW)))
    other = Client()
    other.get(SHOW)
    assert other.post(SHOW, {"credential": answer}).status_code == 422, (
        "in another browser it is worth nothing"
    )
    assert client.post(SHOW, {"credential": answer}).status_code == 302
    client.post("/sign-out/")
    assert client.post(SHOW, {"credential": answer}).status_code == 422, "nor a second time in this one"
    assert not is_in(client)


def test_a_wrong_answer_uses_the_question_up(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    options = options_on(client.get(SHOW))
    assert client.post(SHOW, {"credential": "{}"}).status_code == 422
    assert client.post(SHOW, {"credential": key.show(options)}).status_code == 422
    assert not is_in(client)


def test_a_question_is_good_for_five_minutes(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    key, client = with_a_passkey(ada), Client()
    answer = key.show(options_on(client.get(SHOW)))
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "longer than five minutes" in client.post(SHOW, {"credential": answer}).content.decode()


def test_after_the_password_it_is_the_second_step(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    assert "/sign-in/second-step/" in password(client, ada)["Location"]
    assert not is_in(client)
    assert "Use a passkey instead" in client.get("/sign-in/second-step/").content.decode()
    assert show(client, key, second="yes").status_code == 302
    assert is_in(client)
    row = SignIn.objects.get(session_key=client.session.session_key)
    assert (row.came_by, row.and_by) == ("password", "passkey")
    assert "Password, then a passkey" in client.get("/account/sign-ins/").content.decode()


def test_somebody_elses_is_no_second_step_of_mine(ada: Person, ben: Person) -> None:
    with_a_passkey(ada)
    key, client = with_a_passkey(ben), Client()
    password(client, ada)
    refused = show(client, key, second="yes")
    assert refused.status_code == 422
    assert "is somebody else’s" in refused.content.decode()
    assert not is_in(client)


def test_as_a_second_step_it_needs_a_first(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    options = options_on(client.get(SHOW))
    answer = client.post(SHOW, {"credential": key.show(options), "second": "yes"})
    assert answer["Location"].startswith("/sign-in/?")
    assert not is_in(client)


def test_an_app_alone_offers_no_passkey(ada: Person) -> None:
    client = Client()
    key = with_a_passkey(ada)
    only = passkeys_of(person=ada.pk)[0]
    password(client, ada)
    with declared(person=None, organisation=None, reason="For a test"):
        only.delete()
    assert "Use a passkey" not in client.get("/sign-in/second-step/").content.decode()
    assert show(client, key).status_code == 422


def test_where_a_second_step_is_required_a_passkey_is_one(ada: Person) -> None:
    client = Client()
    administrator = a_person("Ann", email="ann@example.org", password=PASSWORD)
    held = Membership.objects.get(person=ada)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.create(
            person=administrator, organisation=held.organisation, role=Role.ADMINISTRATOR, from_day=TODAY
        )
    with_a_passkey(administrator)
    by = actor_for(person=administrator, organisation=held.organisation, on=timezone.localdate())
    assert by is not None
    requirements.require(by=by, roles={Role.LEAD})
    password(client, ada)
    assert client.get("/account/").status_code == 302
    assert add(client, Authenticator(ORIGIN, HOST)).status_code == 200, "it can be set up from there"
    assert is_in(client)
    page = client.get(f"{OWN}{passkeys_of(person=ada.pk)[0].ref}/remove/").content.decode()
    assert "requires a second step" in page


def test_one_is_removed_after_the_password(ada: Person, ben: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    show(client, key)
    address = f"{OWN}{passkeys_of(person=ada.pk)[0].ref}/remove/"
    assert signed_in(ben).post(address, {"password": PASSWORD}).status_code == 404
    assert client.post(address, {"password": "not it"}).status_code == 422
    assert client.post(address, {"password": PASSWORD})["Location"] == OWN
    assert not has_second_step(person=ada.pk)
    assert show(Client(), key).status_code == 422


def test_who_has_no_role_today_is_told_so(ada: Person) -> None:
    key = with_a_passkey(ada)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=ada).update(
            from_day=TODAY - timedelta(days=9_000), until_day=TODAY - timedelta(days=8_000)
        )
    client = Client()
    assert "You have no role in any organisation today" in show(client, key).content.decode()
    assert not is_in(client)


def test_where_the_provider_is_required_it_is_no_way_round(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    organisation = Membership.objects.get(person=ada).organisation
    with declared(person=None, organisation=None, reason="For a test"):
        IdentityProvider.objects.create(
            organisation=organisation,
            issuer="https://127.0.0.1/o",
            client_id="us",
            found_at=timezone.now(),
            is_on=True,
            is_required=True,
        )
        ClaimedDomain.objects.create(organisation=organisation, domain="example.org")
    assert "signs you in with your account at work" in show(client, key).content.decode()
    assert not is_in(client)


def test_showing_is_counted_where_somebody_floods(ada: Person) -> None:
    client = Client()
    client.get(SHOW)
    answers = {client.post(SHOW, {"credential": "{}"}).status_code for _ in range(attempts.OF_ALL)}
    assert answers == {422}
    refused = client.post(SHOW, {"credential": "{}"})
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers


def test_what_happens_is_in_the_security_log_without_a_name(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="fourfold.security"):
        key = with_a_passkey(ada)
        show(Client(), key)
        key.count = 0
        show(Client(), key)
    said = [
        (record.getMessage(), getattr(record, "why", ""), getattr(record, "by", ""))
        for record in caplog.records
        if record.name == "fourfold.security"
    ]
    assert said == [
        ("passkey added", "", ""),
        ("signed in", "", "passkey"),
        ("sign-in refused", "perhaps a copy of a passkey", ""),
    ]
    assert "ada@example.org" not in caplog.text


def test_elsewhere_than_at_its_own_address_the_site_says_where_to_go(ada: Person, settings: Settings) -> None:
    client = signed_in(ada)
    settings.SITE_ADDRESS = "https://value.example.org/"
    for address in (OWN, SHOW):
        assert "work at https://value.example.org alone" in client.get(address).content.decode()
    settings.SITE_ADDRESS = "http://127.0.0.1:8000/"
    for address in (OWN, SHOW):
        assert "FOURFOLD_SITE_ADDRESS" in client.get(address).content.decode()


def test_without_a_script_the_page_says_what_to_do_instead(ada: Person) -> None:
    client = signed_in(ada)
    client.post(OWN, {"name": "Laptop", "password": PASSWORD})
    for address, instead in ((MAKE, "/account/second-step/"), (SHOW, "/sign-in/")):
        page = client.get(address).content.decode()
        assert re.search(rf'<p [^>]*data-passkey-without>.*href="{instead}"', page)
        assert re.search(r"<div data-passkey-with hidden>.*?<button type=\"submit\"", page, re.DOTALL)


def test_what_was_typed_before_signing_in_comes_along(ada: Person) -> None:
    key, client = with_a_passkey(ada), Client()
    page = client.post("/account/", {"password": "typed before"}).content.decode()
    fields = dict(re.findall(r'type="hidden" name="(next|typed)" value="([^"]*)"', page))
    before = {name: html.unescape(value) for name, value in fields.items()}
    assert set(before) == {"next", "typed"}
    shown = client.post(SHOW, before)
    answer = client.post(SHOW, {"credential": key.show(options_on(shown)), **before})
    assert "What you typed is still here" in answer.content.decode()
