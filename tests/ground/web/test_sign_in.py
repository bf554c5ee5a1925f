"""Signing in: who may, who is slowed down, and that nothing typed is lost on the way."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from fourfold.ground.people import attempts
from fourfold.ground.people.tables import Attempts, Person
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import PASSWORD, a_person, an_actor
from tests.ground.trail.maintenance import entries_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.addresses")]

WRONG = "The e-mail address or the password is not right"


@pytest.fixture
def ada(db: None) -> Person:
    person = a_person("Ada", email="Ada@Example.org", password=PASSWORD)
    an_actor(person=person)
    return person


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> Any:
    address = more.pop("address", "192.0.2.1")
    return client.post("/sign-in/", {"email": email, "password": password, **more}, REMOTE_ADDR=address)


def is_signed_in(client: Client) -> bool:
    return "nobody" not in client.get("/t/who/").content.decode()


def hidden_fields(page: str) -> dict[str, str]:
    """Of the form in the page's own part."""
    main = page[page.index("<main") :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@EXAMPLE.ORG", " Ada@Example.org "])
def test_one_signs_in_however_the_address_is_cased(client: Client, ada: Person, email: str) -> None:
    response = sign_in(client, email)
    assert response.status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "not her password"),
        ("nobody@example.org", PASSWORD),
        ("ada@example.org", PASSWORD.upper()),
    ],
)
def test_a_wrong_password_and_an_unknown_address_are_told_alike(
    client: Client,
    ada: Person,
    email: str,
    password: str,
) -> None:
    response = sign_in(client, email, password)
    assert response.status_code == 422
    assert WRONG in response.content.decode()
    assert password not in response.content.decode()
    assert not is_signed_in(client)


def test_the_password_is_hashed_for_an_unknown_address_too(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import ScryptPasswordHasher

    from fourfold.ground.people.sign_in import PasswordBackend

    hashed: list[str] = []
    encode = ScryptPasswordHasher.encode

    def counting(self: ScryptPasswordHasher, password: str, *rest: Any, **more: Any) -> str:
        hashed.append(password)
        return encode(self, password, *rest, **more)

    monkeypatch.setattr(ScryptPasswordHasher, "encode", counting)
    assert PasswordBackend().authenticate(None, email="ada@example.org", password="wrong") is None
    of_a_known = len(hashed)
    assert PasswordBackend().authenticate(None, email="nobody@example.org", password="wrong") is None
    assert of_a_known == len(hashed) - of_a_known == 1


def test_one_who_left_does_not_sign_in_and_is_signed_out(client: Client, ada: Person) -> None:
    sign_in(client)
    with declared(person=None, organisation=None, reason="Left"):
        Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert not is_signed_in(client)
    assert WRONG in sign_in(client).content.decode()


def test_one_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    a_person(email="bo@example.org", password=PASSWORD)
    response = sign_in(client, "bo@example.org")
    assert response.status_code == 422
    assert "You have no role in any organisation today" in response.content.decode()
    assert not get_user(client).is_authenticated


def test_signing_in_leaves_a_trail_without_the_password(client: Client, ada: Person) -> None:
    sign_in(client)
    entry = entries_of(ada)[-1]
    assert (entry.person, entry.columns, entry.reason) == (ada.pk, "last_login", "Signed in")


def test_signing_out_needs_a_post_and_ends_the_session(client: Client, ada: Person) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)
    client.post("/sign-out/")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:x"]
)
def test_nobody_is_led_to_another_site(client: Client, ada: Person, onward: str) -> None:
    response = sign_in(client, next=onward)
    assert "elsewhere" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_one_is_led_back_to_where_one_was_going(client: Client, ada: Person) -> None:
    response = client.get("/t/write/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=%2Ft%2Fwrite%2F%3Fpage%3D2")
    onward = hidden_fields(client.get(response["Location"]).content.decode())["next"]
    assert sign_in(client, next=onward)["Location"] == "/t/write/?page=2"


def test_after_five_wrong_passwords_one_waits_even_with_the_right_one(client: Client, ada: Person) -> None:
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422
    response = sign_in(client)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert "You can try again on" in response.content.decode()
    assert not is_signed_in(client)


def test_nobody_is_locked_out_by_what_a_stranger_does_elsewhere(client: Client, ada: Person) -> None:
    for _ in range(8):
        sign_in(Client(), password="wrong", address="203.0.113.9")
    assert sign_in(client).status_code == 302


def test_a_machine_that_tries_many_addresses_is_slowed_down(client: Client, ada: Person) -> None:
    now = timezone.now()
    for number in range(100):
        keys = attempts.keys_of_sign_in(address="203.0.113.9", email=f"{number}@example.org")
        assert attempts.take(keys, at=now) is None
    assert sign_in(client, address="203.0.113.9").status_code == 429
    assert sign_in(client).status_code == 302


def test_the_right_password_makes_the_count_begin_again(client: Client, ada: Person) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(client, password="wrong")
        assert sign_in(client).status_code == 302


def test_the_window_ends(ada: Person) -> None:
    keys = attempts.keys_of_sign_in(address="192.0.2.1", email="ada@example.org")
    now = timezone.now()
    assert [attempts.take(keys, at=now) for _ in range(5)] == [None] * 5
    assert attempts.take(keys, at=now) == now + timedelta(minutes=15)
    assert attempts.take(keys, at=now + timedelta(minutes=15)) is None


def test_attempts_are_kept_without_saying_whose(client: Client, ada: Person) -> None:
    sign_in(client, password="wrong")
    assert Attempts.objects.count() == 2
    assert all(re.fullmatch("[0-9a-f]{64}", row.key) for row in Attempts.objects.all())


def test_what_was_typed_comes_back_after_signing_in(client: Client, ada: Person) -> None:
    """Signed out over lunch: the form that was open is sent, and nothing of it is lost or kept on the server."""
    asked = client.post("/t/write/", {"code": "E7", "words": "Two\nlines & <b>", "resume_code": "1234"})
    assert asked.status_code == 403
    assert Place.objects.count() == 0
    page = asked.content.decode()
    assert "1234" not in page
    assert "Files and passwords are not kept" in page
    typed = hidden_fields(page)

    back = sign_in(client, **{name: typed[name] for name in ("next", "typed")})
    restored = back.content.decode()
    assert "Welcome back. What you typed is still here" in restored
    assert 'action="/t/write/"' in restored
    assert not any("Two" in str(session.get_decoded()) for session in Session.objects.all())
    again = hidden_fields(restored)
    assert again["words"] == "Two\nlines & <b>"

    assert client.post("/t/write/", again).content == b"written"
    assert Place.objects.get().name == "Two\nlines & <b>"


@pytest.mark.parametrize(
    "forged", ["[", "{}", "[1,2,3]", '["//elsewhere.example/", [["a","b"]], []]', '["/x/", [["a"]], []]']
)
def test_typed_text_that_is_no_such_thing_is_passed_over(client: Client, ada: Person, forged: str) -> None:
    assert sign_in(client, typed=forged).status_code == 302


def test_a_form_with_a_stale_token_is_offered_again_with_a_fresh_one(ada: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    with declared(person=ada.pk, organisation=None, reason="Signed in"):
        client.force_login(ada)
    stale = client.post(
        "/t/write/", {"code": "E7", "words": "Kept"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert stale.status_code == 403
    page = stale.content.decode()
    assert "This page was open too long" in page
    assert client.post("/t/write/", hidden_fields(page)).content == b"written"
    assert Place.objects.get().name == "Kept"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {}]
)
def test_a_form_of_another_site_is_shown_and_never_offered_again(
    ada: Person, headers: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    with declared(person=ada.pk, organisation=None, reason="Signed in"):
        client.force_login(ada)
    response = client.post("/t/write/", {"code": "E7", "words": "Planted"}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Planted" in page
    assert "Continue with what you typed" not in page
    assert 'action="/t/write/"' not in page
