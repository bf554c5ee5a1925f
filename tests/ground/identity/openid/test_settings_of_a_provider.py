"""Who may choose where people sign in, what they may enter, and what becomes of it."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity.actions import provider_sign_in, providers
from fourfold.ground.identity.housekeeping import FORGET
from fourfold.ground.identity.openid.protocol import Why
from fourfold.ground.identity.providers import domains_of, provider_of
from fourfold.ground.identity.tables import IdentityProvider, ProviderFailure
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Person, Role
from tests.builders.ground import PASSWORD, a_person, an_actor, an_organisation
from tests.ground.identity.openid.conftest import CLIENT_ID, SECRET
from tests.ground.jobs.asked import NOON, Clock, a_job, work_off
from tests.ground.web.test_sign_in import hidden_fields

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from tests.ground.identity.openid.conftest import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.addresses")]


@pytest.fixture
def admin(settings: Any) -> Actor:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    person = a_person("Sam", email="sam@hartwell.example", password=PASSWORD)
    return an_actor(person=person, role=Role.ADMINISTRATOR, organisation=an_organisation("Hartwell"))


def enter(by: Actor, **changed: Any) -> IdentityProvider:
    values: dict[str, Any] = {
        "issuer": "https://login.hartwell.example", "client_id": "us", "secret": "s", "domains": ["hartwell.example"],
    }  # fmt: skip
    return providers.enter(by=by, **{**values, **changed}, on=timezone.localdate(), at=timezone.now())


@pytest.mark.parametrize("role", Role.values)
def test_only_administrators_choose(role: str) -> None:
    by = an_actor(role=role, person=a_person(email="x@hartwell.example"))
    allowed = role == Role.ADMINISTRATOR
    assert providers.can_set_provider(by) is allowed
    if not allowed:
        today, now = timezone.localdate(), timezone.now()
        for refused in (
            lambda: enter(by),
            lambda: providers.look(by=by, at=now),
            lambda: providers.switch(by=by, is_on=False, on=today, at=now),
            lambda: providers.switch(by=by, is_on=True, on=today, at=now),
            lambda: providers.require(by=by, is_required=False, on=today, at=now),
            lambda: providers.require(by=by, is_required=True, on=today, at=now),
            lambda: providers.forget_account(by=by, email="x"),
            lambda: providers.remove(by=by, on=today, at=now),
        ):
            with pytest.raises(NotAllowed):
                refused()
    assert provider_of(organisation=by.organisation_id) is None


@pytest.mark.parametrize(
    ("domains", "words"),
    [
        ([], "Enter the domain"),
        ([" "], "Enter the domain"),
        (["hartwell"], "not a domain"),
        (["https://hartwell.example"], "not a domain"),
        (["-x.example"], "not a domain"),
        (["hart\x00well.example"], "not a domain"),
        (["x" * 300 + ".example"], "not a domain"),
        (["gmail.com"], "Anybody can have"),
        (["elsewhere.example"], "Nobody of Hartwell"),
        (["shared.example"], "another organisation"),
        ([f"d{number}.example" for number in range(51)], "50 domains at most"),
    ],
)
def test_only_a_domain_of_ones_own_people_is_claimed(admin: Actor, domains: list[str], words: str) -> None:
    an_actor(person=a_person(email="gus@elsewhere.example"))
    organisation = Person.objects.get(pk=admin.person_id).memberships.get().organisation
    an_actor(person=a_person(email="bo@shared.example"), organisation=organisation)
    an_actor(person=a_person(email="cy@shared.example"))
    with pytest.raises(Refused, match=words) as refusal:
        enter(admin, domains=domains)
    assert refusal.value.field == "domains"


def test_of_two_who_claim_a_domain_the_first_has_it(admin: Actor) -> None:
    enter(admin, domains=["@Hartwell.example", "hartwell.example"])
    assert domains_of(organisation=admin.organisation_id) == ["hartwell.example"]
    person = a_person(email="x@hartwell.example")
    other = an_actor(person=person, role=Role.ADMINISTRATOR)
    # As if both had people there: the one who works for both.
    an_actor(
        person=person, organisation=Person.objects.get(pk=admin.person_id).memberships.get().organisation
    )
    an_actor(
        person=Person.objects.get(pk=admin.person_id),
        organisation=person.memberships.get(role="administrator").organisation,
    )
    with pytest.raises(Refused, match="Another organisation claims"):
        enter(other)


@pytest.mark.parametrize(
    "issuer", ["http://login.hartwell.example", "https://", "x", "https://a/?b", "https://a\x00"]
)
def test_an_issuer_is_a_plain_address(admin: Actor, issuer: str) -> None:
    with pytest.raises(Refused) as refusal:
        enter(admin, issuer=issuer)
    assert refusal.value.field == "issuer"


def test_a_secret_is_never_sent_to_another_issuer(admin: Actor) -> None:
    before = enter(admin).secret
    assert enter(admin, secret="", amr=["mfa"]).secret == before
    for changed in ({"issuer": "https://evil.example"}, {"client_id": "them"}):
        with pytest.raises(Refused) as refusal:
            enter(admin, secret="", **changed)
        assert refusal.value.field == "secret"


def test_it_is_on_only_when_it_was_looked_at_and_off_again_with_another_issuer(
    admin: Actor, provider: Provider
) -> None:
    today, now = timezone.localdate(), timezone.now()
    enter(admin, issuer=provider.issuer, client_id=CLIENT_ID, secret=SECRET)
    with pytest.raises(NotAllowed, match="Look at"):
        providers.switch(by=admin, is_on=True, on=today, at=now)
    row = providers.look(by=admin, at=now)
    assert "/token/" in row.found
    with pytest.raises(NotAllowed, match="Switch it on first"):
        providers.require(by=admin, is_required=True, on=today, at=now)
    providers.switch(by=admin, is_on=True, on=today, at=now)
    with pytest.raises(NotAllowed, match="Sign in through it yourself"):
        providers.require(by=admin, is_required=True, on=today, at=now)
    enter(admin, issuer=f"{provider.issuer}/other", secret="x")
    row.refresh_from_db()
    assert (row.is_on, row.found, row.found_at) == (False, "", None)
    with pytest.raises(Refused, match="answered 404"):
        providers.look(by=admin, at=now)
    providers.remove(by=admin, on=today, at=now)
    assert provider_of(organisation=admin.organisation_id) is None
    assert domains_of(organisation=admin.organisation_id) == []


def test_the_other_administrators_hear_of_it(admin: Actor) -> None:
    organisation = Person.objects.get(pk=admin.person_id).memberships.get().organisation
    other = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    enter(admin)
    with as_tenant(MAINTENANCE):
        told = OutboxMail.objects.get()
    assert told.person_id == other.person_id
    assert "Sam changed where people of Hartwell sign in" in told.text


def test_the_pages_from_entering_to_removing(admin: Actor, provider: Provider) -> None:
    client = Client()
    client.post("/sign-in/", {"email": admin.email, "password": PASSWORD})
    page = client.get("/people/provider/").content.decode()
    assert "http://testserver/sign-in/organisation/return/" in page
    typed = {
        "issuer": provider.issuer, "client_id": CLIENT_ID, "secret": SECRET, "domains": "hartwell.example\r\n", "amr": "mfa, hwk",
    }  # fmt: skip
    wrong = client.post("/people/provider/", {**typed, "password": "wrong"})
    assert wrong.status_code == 422
    assert "This is not your password" in wrong.content.decode()
    assert provider.issuer in wrong.content.decode()
    assert SECRET not in html.unescape(wrong.content.decode())
    assert client.post("/people/provider/", {**typed, "password": PASSWORD}).status_code == 302
    assert (
        "Look at what the provider says of itself first." in client.get("/people/provider/").content.decode()
    )
    on = {"what": "on", "password": PASSWORD}
    assert client.post("/people/provider/change/", on).status_code == 403
    client.post("/people/provider/look/")
    page = client.get("/people/provider/").content.decode()
    assert f"{provider.issuer}/.well-known/jwks.json" in page
    assert client.post("/people/provider/change/", {**on, "password": "wrong"}).status_code == 422
    assert client.post("/people/provider/change/", on).status_code == 302
    assert "on, beside passwords" in client.get("/people/provider/").content.decode()
    row = provider_of(organisation=admin.organisation_id)
    assert row is not None
    assert row.amr.split() == ["mfa", "hwk"]
    forget = client.post(
        "/people/provider/change/", {"what": "forget", "email": "no@x.example", "password": PASSWORD}
    )
    assert forget.status_code == 422
    assert "Nobody with this address has signed in there" in forget.content.decode()
    assert "no@x.example" in forget.content.decode()
    for what, status in (("off", 302), ("nonsense", 422), ("remove", 302)):
        answer = client.post("/people/provider/change/", {"what": what, "password": PASSWORD})
        assert answer.status_code == status
    assert SECRET not in page
    assert (
        "people here sign in with a password of their own"
        in client.get("/people/provider/").content.decode().lower()
    )


def test_a_provider_that_cannot_be_looked_at_is_told_on_the_page(admin: Actor) -> None:
    enter(admin, issuer="https://localhost:1")
    client = Client()
    client.post("/sign-in/", {"email": admin.email, "password": PASSWORD})
    client.post("/people/provider/look/")
    assert "lies in a private network" in client.get("/people/provider/").content.decode()


@pytest.mark.parametrize(
    "email", ["", "@", "x", "no@such.example", "a\x00@hartwell.example", "\ufffd@x.example"]
)
def test_an_address_that_leads_nowhere_is_told_beside_the_field(client: Client, email: str) -> None:
    answer = client.post("/sign-in/organisation/", {"email": email, "next": "//evil.example"})
    assert answer.status_code == 422
    assert 'class="govuk-error-message"' in answer.content.decode()
    assert "next" not in hidden_fields(answer.content.decode())


@pytest.mark.parametrize("ref", ["NOSUCHREF00", "x" * 300, "%00", "%ff"])
def test_a_provider_that_is_none(client: Client, ref: str) -> None:
    assert client.get(f"/sign-in/organisation/{ref}/").status_code == 404


def test_one_that_is_off_is_none(client: Client, admin: Actor) -> None:
    row = enter(admin)
    assert client.get(f"/sign-in/organisation/{row.ref}/").status_code == 404
    assert client.post("/sign-in/organisation/", {"email": "ada@hartwell.example"}).status_code == 422


def test_returns_without_end_are_stopped(client: Client) -> None:
    answers = {client.get("/sign-in/organisation/return/?state=x").status_code for _ in range(101)}
    assert answers == {404, 429}
    assert ProviderFailure.objects.count() == 100


def test_failures_are_forgotten_in_the_end(admin: Actor) -> None:
    for days in (1, 89, 91):
        provider_sign_in.note_failure(
            organisation=admin.organisation_id, why=Why.EMAIL, at=NOON - timedelta(days=days)
        )
    a_job(FORGET)
    assert work_off(Clock()) >= 1
    assert ProviderFailure.objects.count() == 2
