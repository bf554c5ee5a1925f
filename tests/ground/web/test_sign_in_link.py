"""Pages: the link to sign in, somebody who leaves, a role with an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity.actions import link_sign_in
from fourfold.ground.identity.tables import SignInLink
from fourfold.ground.people.tables import Membership, Person, Role
from tests.builders.browsing import signed_in
from tests.builders.ground import a_person, an_actor, an_organisation
from tests.ground.web.test_second_step import with_a_second_step

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def bo(db: None) -> Person:
    person = a_person("Bo", email="bo@example.org")
    an_actor(person=person, role=Role.SUPPLIER)
    return person


def address_of_link() -> str:
    return f"/sign-in/link/{link_sign_in.signed(SignInLink.objects.latest('pk'))}/"


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_program_that_follows_the_link_uses_nothing_up_and_the_button_signs_in(
    client: Client, bo: Person
) -> None:
    client.post("/sign-in/link/", {"email": "bo@example.org"})
    address = address_of_link()
    for _ in range(2):
        scanner = Client()
        assert "Sign in as Bo" in scanner.get(address).content.decode()
        assert not is_in(scanner)
    assert client.post(address).status_code == 302
    assert is_in(client)
    assert Client().post(address).status_code == 404
    assert "does not work any more" in client.get(address).content.decode()


def test_the_answer_is_the_same_for_an_address_that_nobody_has(client: Client, bo: Person) -> None:
    known = client.post("/sign-in/link/", {"email": "bo@example.org"})
    unknown = client.post("/sign-in/link/", {"email": "no@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert known.content.decode().replace("bo@", "no@") == unknown.content.decode()


def test_a_mailbox_is_not_filled(client: Client, bo: Person) -> None:
    answers = [client.post("/sign-in/link/", {"email": "bo@example.org"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert SignInLink.objects.count() == 5


def test_the_link_does_not_stand_in_for_the_second_step(client: Client, bo: Person) -> None:
    _, fresh = with_a_second_step(bo)
    client.post("/sign-in/link/", {"email": "bo@example.org"})
    assert client.post(address_of_link())["Location"].startswith("/sign-in/second-step/")
    assert not is_in(client)
    client.post("/sign-in/second-step/", {"code": fresh[0]})
    assert is_in(client)


def test_an_administrator_sees_what_is_to_be_handed_over_and_ends_all_roles(client: Client) -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person("Cy")
    an_actor(role=Role.AUDITOR, organisation=organisation, person=person)
    client = signed_in(by)
    address = f"/people/{person.ref}/leave/"
    assert "Nobody else is Auditor" in client.get(address).content.decode()
    assert client.post(address, {"last_day": "1 January 2020"}).status_code == 422
    assert client.post(address, {"last_day": timezone.localdate().isoformat()}).status_code == 302
    assert Membership.objects.get(person=person).until_day == timezone.localdate()
    assert client.get("/people/NOSUCHREF0/leave/").status_code == 404


def test_a_role_is_given_with_its_end_and_the_link_is_sent(client: Client) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    client = signed_in(by)
    data = {
        "email": "new@example.org",
        "name": "New",
        "role": "lead",
        "from_day": timezone.localdate().isoformat(),
    }
    wrong = client.post("/people/give-a-role/", {**data, "until_day": "1 January 2020"})
    assert "The last day must be the first day or later" in wrong.content.decode()
    page = client.post("/people/give-a-role/", {**data, "until_day": data["from_day"]}).content.decode()
    assert "It is sent to new@example.org as well" in page
    assert Membership.objects.get(person__email="new@example.org").until_day == timezone.localdate()
