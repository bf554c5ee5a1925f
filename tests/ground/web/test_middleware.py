"""Who asks, what they may see, and what is kept when a request ends well or badly."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.people.tables import Membership, Person
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import an_actor, an_organisation
from tests.ground.trail.maintenance import entries_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.addresses")]


@pytest.fixture
def somebody(client: Client) -> Client:
    """Signed in, for Aberdeen and for Bristol."""
    actor = an_actor(organisation=an_organisation("Bristol"))
    an_actor(organisation=an_organisation("Aberdeen"), person=Person.objects.get(pk=actor.person_id))
    with declared(person=actor.person_id, organisation=None, reason="Signed in"):
        client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def key_of(name: str) -> int:
    return Organisation.objects.get(name=name).pk


def test_a_stranger_is_the_tenant_that_sees_what_is_shared_with_everyone(client: Client) -> None:
    assert client.get("/t/who/").content == b"nobody 0"
    assert current_tenant() is None


def test_one_who_signed_in_acts_for_their_first_organisation(somebody: Client) -> None:
    assert somebody.get("/t/who/").content.decode() == f"Aberdeen {key_of('Aberdeen')}"
    assert current_tenant() is None


def test_one_may_act_for_another_of_ones_organisations(somebody: Client) -> None:
    ref = Organisation.objects.get(name="Bristol").ref
    assert somebody.post("/switch-organisation/", {"organisation": ref}).status_code == 302
    assert somebody.get("/t/who/").content.decode() == f"Bristol {key_of('Bristol')}"


def test_one_may_not_act_for_an_organisation_of_others(somebody: Client) -> None:
    strange = an_organisation("Cardiff")
    assert somebody.post("/switch-organisation/", {"organisation": strange.ref}).status_code == 404
    assert somebody.post("/switch-organisation/", {}).status_code == 404
    assert somebody.get("/switch-organisation/").status_code == 405
    assert somebody.get("/t/who/").content.decode() == f"Aberdeen {key_of('Aberdeen')}"


def test_a_role_that_ended_counts_no_more(somebody: Client) -> None:
    with declared(person=None, organisation=None, reason="Ended"):
        Membership.objects.filter(organisation__name="Aberdeen").update(until_day="2020-06-01")
    assert somebody.get("/t/who/").content.decode() == f"Bristol {key_of('Bristol')}"
    with declared(person=None, organisation=None, reason="Ended"):
        Membership.objects.update(until_day="2020-06-01")
    assert somebody.get("/t/who/").content == b"nobody 0"


def test_a_change_names_the_request_that_made_it(somebody: Client) -> None:
    response = somebody.post("/t/write/", {"code": "E1"})
    request_id = response["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", request_id)
    [entry] = entries_of(Place.objects.get())
    assert (entry.request, entry.reason) == (request_id, "Entered a place")


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_was_given_keeps_what_was_written_whatever_its_status(somebody: Client) -> None:
    assert somebody.post("/t/write/", {"code": "E1", "status": "422"}).status_code == 422
    assert Place.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_nothing_is_kept_of_a_request_that_broke(somebody: Client) -> None:
    somebody.raise_request_exception = False
    response = somebody.post("/t/write/", {"code": "E1", "then": "break"})
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    # The embedded database has a transaction for each action, and that one had ended well.
    assert Place.objects.count() == (0 if connection.vendor == "postgresql" else 1)


def test_what_an_action_refuses_becomes_a_page_with_its_sentence(somebody: Client) -> None:
    response = somebody.post("/t/write/", {"code": "E1", "then": "refuse"})
    assert response.status_code == 403
    assert "Only an approver of Elsewhere can do that." in response.content.decode()


def test_an_address_that_leads_nowhere_says_so(client: Client) -> None:
    response = client.get("/there-is-no-such-page/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
