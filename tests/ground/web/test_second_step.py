"""Signing in with a second step, page by page."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity import codes, sealed
from fourfold.ground.identity.actions import requirements, second_step
from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import PASSWORD, a_person, an_actor, an_organisation
from tests.ground.web.test_sign_in import hidden_fields

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from fourfold.ground.people.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.addresses")]


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db: None) -> Person:
    person = a_person("Ada", email="ada@example.org", password=PASSWORD)
    an_actor(person=person, role=Role.LEAD)
    return person


def with_a_second_step(person: Person) -> tuple[str, list[str]]:
    """Set up long ago, so that the code of this moment was not used yet."""
    seed, at = codes.new_seed(), datetime(2026, 1, 1, tzinfo=UTC)
    return seed, second_step.set_up(person=person, seed=seed, typed=pyotp.TOTP(seed).at(at), at=at)


def password(client: Client, email: str = "ada@example.org", **more: str) -> Any:
    return client.post("/sign-in/", {"email": email, "password": PASSWORD, **more}, REMOTE_ADDR="192.0.2.1")


def answer(client: Client, code: str, *, address: str = "192.0.2.1", **more: str) -> Any:
    return client.post("/sign-in/second-step/", {"code": code, **more}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "nobody" not in client.get("/t/who/").content.decode()


def now_code(seed: str) -> str:
    return pyotp.TOTP(seed).now()


def test_the_password_alone_is_not_enough(client: Client, ada: Person) -> None:
    seed, _ = with_a_second_step(ada)
    response = password(client, next="/t/write/?page=2")
    assert response["Location"].startswith("/sign-in/second-step/?next=")
    assert not is_in(client)
    assert "Show that it is you" in client.get(response["Location"]).content.decode()
    assert answer(client, now_code(seed), next="/t/write/?page=2")["Location"] == "/t/write/?page=2"
    assert is_in(client)


def test_a_recovery_code_is_enough(client: Client, ada: Person) -> None:
    _, fresh = with_a_second_step(ada)
    password(client)
    assert answer(client, fresh[0]).status_code == 302
    assert is_in(client)


def test_a_wrong_code_says_so_beside_the_field(client: Client, ada: Person) -> None:
    with_a_second_step(ada)
    password(client)
    response = answer(client, "zzzz")
    assert response.status_code == 422
    assert "neither the code that your app shows now nor a recovery code" in response.content.decode()
    assert not is_in(client)


def test_the_second_step_without_the_first_leads_to_the_first(client: Client, ada: Person) -> None:
    seed, _ = with_a_second_step(ada)
    assert answer(client, now_code(seed))["Location"].startswith("/sign-in/")
    assert not is_in(client)


def test_the_first_is_forgotten_after_ten_minutes_and_with_another_password(
    client: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed, _ = with_a_second_step(ada)
    password(client)
    late = timezone.now() + timedelta(minutes=10, seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr("fourfold.ground.web.second_step.answer.view.timezone.now", lambda: late)
        answer(client, now_code(seed))
    assert not is_in(client)
    password(client)
    ada.set_password("another that is long enough")
    with declared(person=None, organisation=None, reason="For a test"):
        ada.save()
    answer(client, now_code(seed))
    assert not is_in(client)


def test_codes_cannot_be_guessed_from_many_machines(ada: Person) -> None:
    seed, _ = with_a_second_step(ada)
    clients = [Client() for _ in range(3)]
    for client in clients:
        password(client)
    answers = [
        answer(client, "zzzz", address=f"203.0.113.{number}").status_code
        for number, client in enumerate(clients)
        for _ in range(4)
    ]
    assert answers == [422] * 10 + [429] * 2
    assert answer(clients[0], now_code(seed), address="203.0.113.77").status_code == 429


def test_guessing_by_others_does_not_stop_the_owner_at_a_browser_that_is_known(ada: Person) -> None:
    seed, fresh = with_a_second_step(ada)
    own = Client()
    password(own)
    answer(own, fresh[0])
    own.post("/sign-out/")
    for number in range(12):
        stranger = Client()
        password(stranger)
        answer(stranger, "zzzz", address=f"203.0.113.{number}")
    password(own)
    assert answer(own, now_code(seed)).status_code == 302


def test_guessing_the_password_in_the_same_office_does_not_stop_the_owner(ada: Person) -> None:
    own = Client()
    password(own)
    own.post("/sign-out/")
    for _ in range(6):
        Client().post("/sign-in/", {"email": ada.email, "password": "wrong"}, REMOTE_ADDR="192.0.2.1")
    assert password(Client()).status_code == 429
    assert password(own).status_code == 302


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c"])
def test_a_forged_device_has_no_allowance_of_its_own(ada: Person, cookie: str) -> None:
    client = Client()
    for _ in range(5):
        client = Client()
        client.cookies["fourfold_device"] = cookie
        client.post("/sign-in/", {"email": ada.email, "password": "wrong"}, REMOTE_ADDR="192.0.2.1")
    client.cookies["fourfold_device"] = cookie
    assert password(client).status_code == 429


def test_what_was_typed_goes_through_both_steps(client: Client, ada: Person) -> None:
    _, fresh = with_a_second_step(ada)
    asked = client.post("/t/write/", {"code": "E7", "words": "Kept & safe"}).content.decode()
    first = hidden_fields(asked)
    second = hidden_fields(password(client, next=first["next"], typed=first["typed"]).content.decode())
    restored = answer(client, fresh[0], next=second["next"], typed=second["typed"]).content.decode()
    assert hidden_fields(restored)["words"] == "Kept & safe"
    assert client.post("/t/write/", hidden_fields(restored)).content == b"written"


def seed_shown(page: str) -> str:
    found = re.search(r'fourfold-seed">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def set_up(client: Client, **more: str) -> Any:
    seed = seed_shown(client.get("/account/second-step/").content.decode())
    data = {"code": now_code(seed), "password": PASSWORD, **more}
    return client.post("/account/second-step/", data)


def test_setting_up_shows_ten_codes_once_and_downloads_them(client: Client, ada: Person) -> None:
    password(client)
    page = set_up(client).content.decode()
    shown = re.findall(r"<li><code>([^<]+)</code>", page)
    assert len(shown) == 10
    text = client.post("/account/second-step/recovery-codes/", {"code": shown})
    assert text["Content-Disposition"].startswith("attachment")
    assert all(code in text.content.decode() for code in shown)
    again = client.get("/account/second-step/").content.decode()
    assert "10 of 10" in again
    assert not any(code in again for code in shown)
    forged = client.post("/account/second-step/recovery-codes/", {"code": ["not-a-code"]})
    assert forged.status_code == 404


def test_the_seed_waits_encrypted_and_the_same_until_it_is_set_up(client: Client, ada: Person) -> None:
    password(client)
    shown = {seed_shown(client.get("/account/second-step/").content.decode()) for _ in range(2)}
    assert len(shown) == 1
    (session,) = Session.objects.all()
    content = session.get_decoded()
    assert shown.pop() not in str(content)
    assert sealed.unseal(content["second_step_seed"], belongs_to=ada.ref)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"password": "wrong"}, "This is not your password"), ({"code": "123"}, "not the code")],
)
def test_neither_a_wrong_password_nor_a_wrong_code_sets_it_up(
    client: Client, ada: Person, wrong: dict[str, str], words: str
) -> None:
    password(client)
    response = set_up(client, **wrong)
    assert response.status_code == 422
    assert words in html.unescape(response.content.decode())
    assert not has_second_step(person=ada.pk)


def test_the_password_is_asked_for_five_times_and_then_no_more(client: Client, ada: Person) -> None:
    password(client)
    for _ in range(5):
        assert "This is not your password" in set_up(client, password="wrong").content.decode()
    assert "You have tried too often" in set_up(client).content.decode()
    assert not has_second_step(person=ada.pk)


def test_it_is_taken_off_and_codes_made_anew_with_the_password_alone(client: Client, ada: Person) -> None:
    password(client)
    set_up(client)
    change = "/account/second-step/change/"
    assert client.post(change, {"what": "off", "password": "wrong"}).status_code == 422
    assert has_second_step(person=ada.pk)
    assert (
        "Your recovery codes" in client.post(change, {"what": "codes", "password": PASSWORD}).content.decode()
    )
    assert client.post(change, {"what": "off", "password": PASSWORD}).status_code == 302
    assert not has_second_step(person=ada.pk)


def strict(*roles: str) -> tuple[Actor, Person]:
    """An organisation that requires it of `roles`; its lead has none yet."""
    organisation = an_organisation()
    person = a_person("Bo", email="bo@example.org", password=PASSWORD)
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    with_a_second_step(Person.objects.get(pk=by.person_id))
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    requirements.require(by=by, roles=roles)
    assert actor_for(person=person, organisation=organisation, on=timezone.localdate())
    return by, person


def test_whose_role_requires_it_sets_it_up_before_anything_else(client: Client) -> None:
    strict(Role.LEAD)
    password(client, "bo@example.org")
    blocked = client.get("/t/who/?page=3")
    assert blocked["Location"] == "/account/second-step/?next=%2Ft%2Fwho%2F%3Fpage%3D3"
    assert "requires a second step" in client.get(blocked["Location"]).content.decode()
    done = set_up(client, next="/t/who/?page=3").content.decode()
    assert 'href="/t/who/?page=3"' in done
    assert is_in(client)


def test_what_was_being_sent_when_it_was_required_is_neither_done_nor_lost(client: Client) -> None:
    strict(Role.LEAD)
    password(client, "bo@example.org")
    blocked = client.post("/t/write/", {"code": "E7", "words": "Kept"})
    assert blocked.status_code == 403
    page = blocked.content.decode()
    done = client.post(
        "/account/second-step/",
        {"code": now_code(seed_shown(page)), "password": PASSWORD, "typed": hidden_fields(page)["typed"]},
    ).content.decode()
    assert 'action="/t/write/"' in done
    assert client.post("/t/write/", {"code": "E7", "words": "Kept"}).content == b"written"


def test_other_roles_go_on_as_before(client: Client) -> None:
    strict(Role.APPROVER)
    password(client, "bo@example.org")
    assert client.get("/t/who/").status_code == 200


@pytest.mark.parametrize("path", ["/account/", "/people/", "/no-such-page/", "/account/sign-ins/"])
def test_no_page_of_ones_own_comes_first(client: Client, path: str) -> None:
    strict(Role.LEAD)
    password(client, "bo@example.org")
    assert client.get(path).status_code in {302, 404}


def test_an_administrator_chooses_the_roles_and_takes_off_what_was_lost(client: Client) -> None:
    by, bo = strict()
    person = Person.objects.get(pk=by.person_id)
    person.set_password(PASSWORD)
    with declared(person=None, organisation=None, reason="For a test"):
        person.save()
        second_step.take_off_own(person=person, on=timezone.localdate(), at=timezone.now())
    _, fresh = with_a_second_step(person)
    password(client, person.email)
    answer(client, fresh[0])
    chosen = client.post("/people/second-step/", {"roles": ["lead"], "password": PASSWORD})
    assert chosen.status_code == 302
    assert re.search(r'value="lead"[^>]*checked', client.get("/people/second-step/").content.decode())
    with_a_second_step(bo)
    assert "has lost their app and codes" in client.get("/people/").content.decode()
    address = f"/people/{bo.ref}/second-step/take-off/"
    assert client.post(address, {"password": "wrong"}).status_code == 422
    assert client.post(address, {"password": PASSWORD}).status_code == 302
    assert not has_second_step(person=bo.pk)
