"""Signing in at a real provider, from the first page to the last, and every way in which that goes wrong."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity.actions import providers
from fourfold.ground.identity.openid.protocol import Why
from fourfold.ground.identity.tables import IdentityProvider, ProviderAccount, ProviderFailure
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import PASSWORD, a_person, an_actor, an_organisation, trail, trail_content
from tests.ground.identity.openid.conftest import CLIENT_ID, SECRET, new_key, parameters
from tests.ground.identity.test_second_step import with_a_second_step

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from tests.ground.identity.openid.conftest import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.addresses")]


@dataclass
class House:
    organisation: Organisation
    admin: Actor
    row: IdentityProvider
    people: dict[str, Person]


@pytest.fixture
def house(provider: Provider) -> House:
    """An organisation that has switched its provider on. Zoe has an account there and no role here."""
    organisation = an_organisation("Hartwell")
    people = {}
    for name in ("ada", "sam", "una", "sid"):
        people[name] = a_person(name.title(), email=f"{name}@hartwell.example", password=PASSWORD)
    admin = an_actor(person=people["sam"], role=Role.ADMINISTRATOR, organisation=organisation)
    for name in ("ada", "una", "sid"):
        an_actor(person=people[name], role=Role.LEAD, organisation=organisation)
    gus = a_person("Gus", email="gus@elsewhere.example")
    an_actor(person=gus, role=Role.LEAD, organisation=organisation)
    now = timezone.now()
    providers.enter(
        by=admin, issuer=provider.issuer, client_id=CLIENT_ID, secret=SECRET, domains=["hartwell.example"],
        amr=["mfa"], on=timezone.localdate(), at=now,
    )  # fmt: skip
    row = providers.look(by=admin, at=now)
    providers.switch(by=admin, is_on=True, on=timezone.localdate(), at=now)
    row.refresh_from_db()
    return House(organisation, admin, row, people)


def went(client: Client, house: House, **query: str) -> str:
    """Where the browser is sent."""
    answer = client.get(f"/sign-in/organisation/{house.row.ref}/", query)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def came(client: Client, house: House, provider: Provider, name: str, **query: str) -> Any:
    """The whole way there and back."""
    return client.get(provider.let(name, went(client, house, **query)))


def is_in(client: Client) -> str:
    return client.get("/t/who/").content.decode()


def refused(answer: Any, why: Why) -> None:
    assert answer.status_code in {404, 422, 502}
    assert "You are not signed in" in answer.content.decode()
    latest = ProviderFailure.objects.first()
    assert latest is not None
    assert latest.why == why.value
    assert trail(table="ground_providerfailure")


def test_from_the_address_to_the_page_one_was_going_to(
    client: Client, house: House, provider: Provider
) -> None:
    found = client.post("/sign-in/organisation/", {"email": "Ada@Hartwell.example", "next": "/t/write/?a=1"})
    page = found.content.decode()
    assert f"127.0.0.1:{provider.port}" in page
    way = html.unescape(re.search(r'href="(/sign-in/organisation/\w+/[^"]*)"', page)[1])  # type: ignore[index]
    there = client.get(way)["Location"]
    asked = parameters(there)
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert len(asked["state"]) >= 43
    assert len(asked["nonce"]) >= 43
    assert SECRET not in there
    back = client.get(provider.let("ada", there))
    assert (back.status_code, back["Location"]) == (302, "/t/write/?a=1")
    assert "nobody" not in is_in(client)
    account = ProviderAccount.objects.get(person=house.people["ada"])
    assert account.issuer == provider.issuer
    with as_tenant(MAINTENANCE):
        assert "now signs you in" in OutboxMail.objects.get(person=house.people["ada"]).text
    assert "nobody" in is_in(Client())


def test_the_second_time_the_subject_counts_and_not_the_address(
    client: Client, house: House, provider: Provider
) -> None:
    came(client, house, provider, "ada")
    ada = house.people["ada"]
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=ada.pk).update(email="ada.married@hartwell.example")
        a_person("An impostor", email="ada@hartwell.example")
    again = Client()
    came(again, house, provider, "ada")
    assert int(again.session["_auth_user_id"]) == ada.pk


def test_nobody_becomes_a_person_here_by_signing_in(client: Client, house: House, provider: Provider) -> None:
    before = Person.objects.count()
    answer = came(client, house, provider, "zoe")
    refused(answer, Why.STRANGER)
    assert "Ask an administrator" in answer.content.decode()
    assert Person.objects.count() == before
    an_actor(person=a_person("Zoe", email="zoe@hartwell.example"), organisation=house.organisation)
    came(client, house, provider, "zoe")
    assert "nobody" not in is_in(client)


@pytest.mark.parametrize("when", ["before the first time", "after the first time", "a role that is over"])
def test_who_acts_for_another_organisation_is_not_signed_in_by_this_one(
    client: Client, house: House, provider: Provider, when: str
) -> None:
    ada = house.people["ada"]
    if when == "after the first time":
        came(Client(), house, provider, "ada")
    an_actor(person=ada, role=Role.AUDITOR)
    if when == "a role that is over":
        with declared(person=None, organisation=None, reason="For a test"):
            Membership.objects.filter(person=ada, role=Role.AUDITOR).update(until_day="2021-01-01")
    refused(came(client, house, provider, "ada"), Why.ELSEWHERE)
    assert "nobody" in is_in(client)


def test_an_organisation_cannot_sign_in_people_of_another(
    client: Client, house: House, provider: Provider
) -> None:
    """Its provider, which it may run itself, says that somebody is who they like."""
    stranger = an_actor(person=a_person("Gil", email="zoe@hartwell.example"), role=Role.ADMINISTRATOR)
    refused(came(client, house, provider, "zoe"), Why.STRANGER)
    assert not ProviderAccount.objects.filter(person=stranger.person_id).exists()


@pytest.mark.parametrize("name", ["una", "sid"])
def test_an_address_that_is_not_verified_is_nobodys(
    client: Client, house: House, provider: Provider, name: str
) -> None:
    refused(came(client, house, provider, name), Why.EMAIL)
    assert "nobody" in is_in(client)


def test_an_address_of_a_domain_that_is_not_claimed(client: Client, house: House, provider: Provider) -> None:
    refused(came(client, house, provider, "gus"), Why.DOMAIN)


def test_another_nonce(client: Client, house: House, provider: Provider) -> None:
    there = went(client, house)
    nonce = parameters(there)["nonce"]
    refused(client.get(provider.let("ada", there.replace(nonce, "another-nonce"))), Why.NONCE)


def test_without_the_verifier_that_began_it(client: Client, house: House, provider: Provider) -> None:
    there = went(client, house)
    challenge = parameters(there)["code_challenge"]
    refused(client.get(provider.let("ada", there.replace(challenge, "A" * 43))), Why.CODE)


def test_a_return_counts_once_and_in_its_own_browser(
    client: Client, house: House, provider: Provider
) -> None:
    back = provider.let("ada", went(client, house))
    refused(Client().get(back), Why.STATE)
    assert client.get(back).status_code == 302
    refused(client.get(back), Why.STATE)


def test_a_code_of_somebody_elses_sign_in_is_refused(
    client: Client, house: House, provider: Provider
) -> None:
    """Whoever has the victim's browser follow a link with the thief's own code."""
    thief, victim = Client(), client
    code = parameters(provider.let("sam", went(thief, house)))["code"]
    state = parameters(went(victim, house))["state"]
    answer = victim.get(
        "/sign-in/organisation/return/", {"code": code, "state": state, "iss": provider.issuer}
    )
    refused(answer, Why.CODE)


def test_an_answer_of_another_issuer(client: Client, house: House, provider: Provider) -> None:
    back = parameters(provider.let("ada", went(client, house)))
    assert back["iss"] == provider.issuer
    answer = client.get("/sign-in/organisation/return/", {**back, "iss": "https://evil.example"})
    refused(answer, Why.ISSUER)
    state = parameters(went(client, house))["state"]
    refused(client.get("/sign-in/organisation/return/", {"code": "x", "state": state}), Why.ISSUER)


def test_a_key_that_was_changed_is_found_and_the_old_one_is_worth_nothing(
    client: Client, house: House, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    came(client, house, provider, "ada")
    fresh = new_key()
    provider.start(key=fresh, earlier_keys=[provider.told["key"]])
    rotated = Client()
    came(rotated, house, provider, "ada")
    assert "nobody" not in is_in(rotated)
    # And keys that are not the ones it signed with.
    from fourfold.ground.identity.openid import protocol

    asked = protocol._asked
    kept = asked(f"{provider.issuer}/.well-known/jwks.json")
    provider.start(key=new_key())
    monkeypatch.setattr(
        protocol, "_asked", lambda address, **how: kept if "jwks" in address else asked(address, **how)
    )
    refused(came(Client(), house, provider, "ada"), Why.SIGNATURE)


def test_a_token_that_has_run_out(client: Client, house: House, provider: Provider) -> None:
    provider.start(seconds=-300)
    refused(came(client, house, provider, "ada"), Why.EXPIRED)


def test_two_clocks_may_differ_by_a_minute_and_not_by_an_hour(
    client: Client, house: House, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours, fine in ((-1, False), (1, False)):
        there = went(client, house)
        back = provider.let("ada", there)
        now = timezone.now() + timedelta(hours=hours)
        session = client.session
        session["at_provider"] = {**session["at_provider"], "at": now.isoformat()}
        session.save()
        with monkeypatch.context() as patch:
            patch.setattr("fourfold.ground.web.provider.sign_in.view.timezone.now", lambda now=now: now)
            answer = client.get(back)
        assert (answer.status_code == 302) is fine


def test_a_thin_token_leaves_the_address_to_the_userinfo(
    client: Client, house: House, provider: Provider
) -> None:
    provider.start(thin=True)
    came(client, house, provider, "ada")
    assert "nobody" not in is_in(client)
    refused(came(Client(), house, provider, "una"), Why.EMAIL)


def test_a_provider_that_is_down_before_and_after(client: Client, house: House, provider: Provider) -> None:
    back = provider.let("ada", went(client, house))
    provider.stop()
    refused(client.get(back), Why.DOWN)
    answer = client.get(f"/sign-in/organisation/{house.row.ref}/")
    refused(answer, Why.DOWN)
    assert "Try again in a few minutes" in answer.content.decode()


def test_a_secret_that_is_wrong_is_told_to_the_administrator(
    client: Client, house: House, provider: Provider
) -> None:
    providers.enter(
        by=house.admin, issuer=provider.issuer, client_id=CLIENT_ID, secret="another", domains=["hartwell.example"],
        on=timezone.localdate(), at=timezone.now(),
    )  # fmt: skip
    refused(came(client, house, provider, "ada"), Why.CODE)
    client.post("/sign-in/", {"email": "sam@hartwell.example", "password": PASSWORD})
    assert str(Why.CODE.label) in html.unescape(client.get("/people/provider/").content.decode())


def test_turning_back_at_the_provider(client: Client, house: House, provider: Provider) -> None:
    state = parameters(went(client, house))["state"]
    answer = client.get(
        "/sign-in/organisation/return/",
        {"error": "access_denied", "error_description": "<b>no</b>", "state": state, "iss": provider.issuer},
    )
    refused(answer, Why.REFUSED)
    assert "<b>no</b>" not in answer.content.decode()


@pytest.mark.parametrize("name", ["state", "code", "error", "iss", "session_state"])
@pytest.mark.parametrize(
    "value", [b"", b"\xff\xfe", b"\xed\xa0\x80", b"'\"<>", b"%25n", b"\r\nX: y", b"A" * 9000]
)
def test_any_bytes_in_a_return_are_a_kind_page(
    client: Client, house: House, provider: Provider, name: str, value: bytes
) -> None:
    begun = {"state": parameters(went(client, house))["state"], "code": "x", "iss": provider.issuer}
    answer = client.get(f"/sign-in/organisation/return/?{urlencode({**begun, name: value})}")
    assert answer.status_code in {404, 422}
    assert "You are not signed in" in answer.content.decode()
    assert "nobody" in is_in(client)


def test_ones_own_second_step_is_asked_for_unless_the_provider_asked(
    house: House, provider: Provider
) -> None:
    """Sam's sign-in there says mfa, which this organisation trusts; Ada's does not."""
    for name in ("ada", "sam"):
        with_a_second_step(house.people[name], datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    ada, sam = Client(), Client()
    assert came(ada, house, provider, "ada")["Location"].startswith("/sign-in/second-step/")
    assert "nobody" in is_in(ada)
    came(sam, house, provider, "sam")
    assert sam.session["second_step"] is True
    providers.enter(
        by=house.admin, issuer=provider.issuer, client_id=CLIENT_ID, secret="", domains=["hartwell.example"],
        on=timezone.localdate(), at=timezone.now(),
    )  # fmt: skip
    assert came(Client(), house, provider, "sam")["Location"].startswith("/sign-in/second-step/")


def test_who_has_no_password_can_set_up_a_second_step_after_coming_in(
    client: Client, house: House, provider: Provider
) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        ada = house.people["ada"]
        ada.set_unusable_password()
        ada.save()
    came(client, house, provider, "ada")
    page = client.get("/account/second-step/").content.decode()
    assert 'name="password"' not in page
    key = re.search(r'fourfold-seed">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    import pyotp

    done = client.post("/account/second-step/", {"code": pyotp.TOTP(key).now()})
    assert done.status_code == 200
    assert "recovery codes" in done.content.decode().lower()
    session = client.session
    session["came_by_provider"] = [ada.pk, (timezone.now() - timedelta(minutes=11)).isoformat()]
    session.save()
    late = client.post("/account/second-step/change/", {"what": "off", "password": "x"})
    assert "You have no password here" in late.content.decode()


def test_what_was_typed_before_signing_in_is_still_there(
    client: Client, house: House, provider: Provider
) -> None:
    from tests.ground.web.test_sign_in import hidden_fields

    page = client.post("/t/write/", {"code": "E7", "words": "Kept"}).content.decode()
    fields = hidden_fields(page)
    found = client.post("/sign-in/organisation/", {"typed": fields["typed"], "next": fields["next"]})
    assert found.status_code == 200
    fields = hidden_fields(found.content.decode())
    client.post("/sign-in/organisation/", {**fields, "email": "ada@hartwell.example"})
    assert "Kept" not in str(dict(client.session.items()))
    done = came(client, house, provider, "ada").content.decode()
    assert 'action="/t/write/"' in done
    assert "Kept" in done


def required(house: House, provider: Provider) -> None:
    came(Client(), house, provider, "sam")
    providers.require(by=house.admin, is_required=True, on=timezone.localdate(), at=timezone.now())


def by_password(email: str) -> Any:
    return Client().post("/sign-in/", {"email": email, "password": PASSWORD})


def test_required_passwords_no_longer_count_but_for_who_would_be_locked_out(
    house: House, provider: Provider
) -> None:
    assert by_password("ada@hartwell.example").status_code == 302
    required(house, provider)
    refusal = by_password("ada@hartwell.example")
    assert refusal.status_code == 422
    assert "Hartwell signs you in with your account at work" in refusal.content.decode()
    # The only administrator comes in whatever the provider does.
    assert by_password("sam@hartwell.example").status_code == 302
    second = an_actor(
        person=a_person("Sol", email="sol@hartwell.example", password=PASSWORD),
        role=Role.ADMINISTRATOR,
        organisation=house.organisation,
    )
    assert by_password("sol@hartwell.example").status_code == 422
    assert by_password("sam@hartwell.example").status_code == 422
    with_a_second_step(Person.objects.get(pk=second.person_id), timezone.now())
    assert by_password("sol@hartwell.example").status_code == 302
    # Whom the provider cannot sign in keeps the password.
    an_actor(person=house.people["ada"])
    assert by_password("ada@hartwell.example").status_code == 302
    other = a_person("Bo", email="bo@agency.example", password=PASSWORD)
    an_actor(person=other, organisation=house.organisation)
    assert by_password("bo@agency.example").status_code == 302


def test_the_secret_is_kept_in_clear_nowhere(house: House) -> None:
    assert SECRET not in house.row.secret
    written = " ".join(trail_content(entry) for entry in trail(table="ground_identityprovider"))
    assert written
    assert SECRET not in written
    assert house.row.secret not in written


def test_an_account_made_anew_at_the_provider(client: Client, house: House, provider: Provider) -> None:
    came(client, house, provider, "ada")
    with declared(person=None, organisation=None, reason="For a test"):
        ProviderAccount.objects.update(subject="the one before")
    refused(came(Client(), house, provider, "ada"), Why.TAKEN)
    providers.forget_account(by=house.admin, email="ada@hartwell.example")
    came(client, house, provider, "ada")
    assert "nobody" not in is_in(client)
