"""The pages of the directory and of people, as someone with a browser meets them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import a_person, an_actor, an_organisation

if TYPE_CHECKING:
    from django.test import Client

NEW_PASSWORD = "four words and more"


@pytest.fixture(autouse=True)
def _each_test_by_itself(lists_loaded: None, db: None) -> None:
    """The lists are loaded once; what a test adds is rolled back after it."""


def signed_in_as(client: Client, role: str, *, organisation: Organisation | None = None) -> Person:
    person = a_person()
    an_actor(
        role=role, organisation=organisation or an_organisation(), person=person, on=timezone.localdate()
    )
    with declared(person=person.pk, organisation=None, reason="For a test"):
        client.force_login(person)
    return person


def text_of(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode()


def test_every_page_asks_to_sign_in_but_those_for_everyone(client: Client) -> None:
    leeds = Organisation.objects.get(name="Leeds City Council")
    for address in (
        reverse("organisations"),
        reverse("enter_organisation"),
        reverse("organisation", args=[leeds.ref]),
        reverse("people"),
        reverse("give_role"),
        reverse("end_role", args=["0000000000", "lead"]),
        reverse("own_account"),
    ):
        response = client.get(address)
        assert response.status_code in {302, 401, 403}, address
        assert "Leeds City Council" not in text_of(response)
    assert client.get(reverse("reference_data")).status_code == 200
    assert client.get(reverse("set_password", args=["no-such-secret"])).status_code == 404


def test_finding_an_organisation(client: Client) -> None:
    signed_in_as(client, Role.COMMISSIONER)
    assert client.get(reverse("organisations")).status_code == 200
    page = text_of(client.get(reverse("organisations"), {"q": "Allerdale"}))
    assert "Cumberland Council" in page
    assert "followed Allerdale Borough Council" in page
    page = text_of(client.get(reverse("organisations"), {"q": "qqqqzzzz<b>"}))
    assert "Nothing found" in page
    assert "qqqqzzzz<b>" not in page


def test_an_organisation_shows_its_numbers_places_and_history(client: Client) -> None:
    signed_in_as(client, Role.COMMISSIONER)
    somerset = Organisation.objects.get(name="Somerset Council")
    page = text_of(client.get(reverse("organisation", args=[somerset.ref])))
    for words in ("GB-LAE-SMT", "GSS-E06000066", "South West", "Mendip District Council", "1 April 2023"):
        assert words in page
    ended = Organisation.objects.get(name="Cumbria County Council")
    page = text_of(client.get(reverse("organisation", args=[ended.ref])))
    for words in ("31 March 2023", "Cumberland Council", "Westmorland and Furness Council", "split into"):
        assert words in page
    assert client.get(reverse("organisation", args=["0000000000"])).status_code == 404


def test_entering_an_organisation_offers_those_alike_first(client: Client) -> None:
    signed_in_as(client, Role.LEAD)
    address = reverse("enter_organisation")
    assert client.get(address).status_code == 200
    assert "Leeds City Council" in text_of(client.get(address, {"name": "Leeds"}))
    page = text_of(client.get(address, {"name": "Leeds", "none-of-these": "1"}))
    assert "Number in that register" in page
    assert client.get(address, {"name": "Qqqqzzzz"}).status_code == 200


def test_entering_an_organisation(client: Client) -> None:
    signed_in_as(client, Role.LEAD)
    address = reverse("enter_organisation")
    values = {
        "name": "Brightwater Repairs Limited",
        "sector": "private",
        "nation": "england",
        "size_band": "staff_10_49",
        "scheme": "GB-COH",
        "code": "1234567",
    }
    response = client.post(address, values)
    entered = Organisation.objects.get(name="Brightwater Repairs Limited")
    assert response.status_code == 302
    assert response["Location"] == reverse("organisation", args=[entered.ref])
    assert [str(one) for one in entered.identifiers.all()] == ["GB-COH-01234567"]
    # Sent once more: nothing is entered twice, and what is typed stays.
    response = client.post(address, values)
    assert response.status_code == 422
    assert "already" in text_of(response)
    assert Organisation.objects.filter(name="Brightwater Repairs Limited").count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "12345678901"}, "looks like 01234567"),
        ({"code": ""}, "Enter its number in Companies House"),
        ({"scheme": ""}, "Choose the register"),
        ({"name": "Leeds City Council"}, "There is an organisation called Leeds City Council already"),
        ({"sector": "kingdom"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client: Client, changed: dict[str, str], words: str) -> None:
    signed_in_as(client, Role.LEAD)
    before = Organisation.objects.count()
    values = {
        "name": "Brightwater Repairs",
        "sector": "private",
        "nation": "england",
        "size_band": "not_known",
        "scheme": "GB-COH",
        "code": "01234567",
        **changed,
    }
    response = client.post(reverse("enter_organisation"), values)
    assert response.status_code == 422
    assert words in text_of(response)
    assert values["name"] in text_of(response)
    assert Organisation.objects.count() == before


@pytest.mark.parametrize("role", Role.values)
def test_who_may_open_which_page(client: Client, role: str) -> None:
    signed_in_as(client, role)
    enters = role in {Role.ADMINISTRATOR, Role.LEAD, Role.COMMISSIONER}
    assert client.get(reverse("enter_organisation")).status_code == (200 if enters else 403)
    for name in ("people", "give_role"):
        assert client.get(reverse(name)).status_code == (200 if role == Role.ADMINISTRATOR else 403)
    for name in ("organisations", "own_account"):
        assert client.get(reverse(name)).status_code == 200


def test_a_newcomer_is_given_a_role_and_sets_a_password_with_the_link(client: Client) -> None:
    administrator = signed_in_as(client, Role.ADMINISTRATOR)
    response = client.post(
        reverse("give_role"),
        {
            "email": "new@example.org",
            "name": "New Person",
            "role": "approver",
            "from_day": f"{timezone.localdate():%d/%m/%Y}",
        },
    )
    assert response.status_code == 200
    link = re.search(r"http://testserver(/set-password/[^\"/]+/)", text_of(response))
    assert link is not None
    assert "New Person" in text_of(client.get(reverse("people")))
    client.logout()
    assert client.get(link[1]).status_code == 200
    wrong = client.post(link[1], {"new": NEW_PASSWORD, "again": "something else"})
    assert "not the same" in text_of(wrong)
    weak = client.post(link[1], {"new": "short", "again": "short"})
    assert weak.status_code == 422
    assert client.post(link[1], {"new": NEW_PASSWORD, "again": NEW_PASSWORD}).status_code == 302
    assert Person.objects.get(email="new@example.org").check_password(NEW_PASSWORD)
    assert client.get(link[1]).status_code == 404
    assert administrator.name


def test_an_administrator_cannot_make_themselves_approver(client: Client) -> None:
    administrator = signed_in_as(client, Role.ADMINISTRATOR)
    response = client.post(
        reverse("give_role"),
        {"email": administrator.email, "role": "approver", "from_day": f"{timezone.localdate():%d/%m/%Y}"},
    )
    assert response.status_code == 422
    assert "You cannot give yourself a role" in text_of(response)
    assert Membership.objects.filter(person=administrator).count() == 1


def test_a_role_is_ended_and_one_elsewhere_is_not_there(client: Client) -> None:
    organisation = an_organisation()
    signed_in_as(client, Role.ADMINISTRATOR, organisation=organisation)
    person, stranger = a_person(), a_person()
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    an_actor(role=Role.LEAD, person=stranger)
    address = reverse("end_role", args=[person.ref, "lead"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"last_day": "31/02/2026"}).status_code == 422
    assert client.post(address, {"last_day": f"{timezone.localdate():%d/%m/%Y}"}).status_code == 302
    assert Membership.objects.get(person=person).until_day == timezone.localdate()
    for missing in (
        reverse("end_role", args=[stranger.ref, "lead"]),
        reverse("end_role", args=[person.ref, "approver"]),
    ):
        assert client.get(missing).status_code == 404
    assert client.post(reverse("password_link", args=[stranger.ref])).status_code == 404
    assert client.post(reverse("password_link", args=[person.ref])).status_code == 200


def test_the_only_administrator_sees_why_they_cannot_leave(client: Client) -> None:
    person = signed_in_as(client, Role.ADMINISTRATOR)
    page = text_of(client.get(reverse("end_role", args=[person.ref, "administrator"])))
    assert "is the only administrator" in page


def test_changing_ones_own_password_keeps_one_signed_in(client: Client) -> None:
    person = signed_in_as(client, Role.LEAD)
    person.set_password("a-long-password-of-nobody")
    with declared(person=None, organisation=None, reason="For a test"):
        person.save()
        client.force_login(person)
    wrong = client.post(reverse("own_account"), {"current": "no", "new": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert "not your present password" in text_of(wrong)
    right = {"current": "a-long-password-of-nobody", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert client.post(reverse("own_account"), right).status_code == 302
    assert client.get(reverse("own_account")).status_code == 200


def test_the_page_of_sources_shows_the_attribution_the_licences_ask_for(client: Client) -> None:
    page = text_of(client.get(reverse("reference_data")))
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in page
    assert "© mySociety, used under the Creative Commons Attribution 4.0 International licence" in page
    assert date(2026, 11, 23).strftime("%B %Y") in page
