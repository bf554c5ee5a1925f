"""What each person of the demonstration finds at the front door, and what search shows whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from fourfold.define.models import PolicyVersion
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.hub.commands.demonstration.cast import PASSPHRASE, PEOPLE
from tests.builders.browsing import signed_in, words

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.usefixtures("db", "the_demonstration")

# What must wait for these people, as the page words it.
WORK = {
    "Priya Nair": "Open the bids: Playground repairs",
    "Tom Ellery": "Record what was considered: School meals",
    "Grace Okafor": "Open the bids: Playground repairs",
    "Aisha Rahman": "Open the bids: Playground repairs",
    "Marek Nowak": "Score the bids: Community centre heating",
    "Daniel Hughes": "Verify a delivery",
    "Ruth Bell": "Assure an account: Social value account",
    "Joan Pryce": "Assure an account: Social value account",
    "Mei Lin": "Say whether you received a delivery",
}
# The figure of a step is one thing to look at; the sentence under the number says what it counts.
STEPS = {
    "Priya Nair": ("measures in the adopted policy", "of procurements with social value considered", "verified of what is due"),
    "Joan Pryce": ("measures in the adopted policy", "of procurements with social value considered", "verified of what is due"),
    "Callum Reid": ("policies say what is wanted", "decided bids won", "verified of what is due"),
    "Dee Carter": ("policies say what is wanted", "decided bids won", "verified of what is due"),
    "Mei Lin": ("policies say what is wanted", "tender is open for bids", "account is published"),
    "Rose Quaye": ("policies say what is wanted", "tender is open for bids", "account is published"),
}  # fmt: skip


def test_everyone_finds_their_work_their_journey_and_nothing_of_others(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    shown = {}
    for person in PEOPLE:
        client = signed_in(person.name)
        with django_assert_max_num_queries(75):
            answer = client.get("/")
        assert answer.status_code == 200
        shown[person.name] = words(answer)
        # Whatever waits can be gone to, by the one for whom it waits.
        for address in re.findall(r'href="(/(?!/)[^"#]*)"', answer.content.decode().split("<main", 1)[1]):
            assert client.get(address).status_code == 200, f"{person.name} is sent to {address}"
    for name, task in WORK.items():
        assert task in shown[name], f"{name}: {shown[name]}"
    for name, labels in STEPS.items():
        for label in labels:
            assert label in shown[name], f"{name}: {shown[name]}"
    assert "Score the bids" not in shown["Aisha Rahman"], "she has scored them already"
    assert "Playground repairs" not in shown["Joan Pryce"], "that is another organisation's procurement"
    assert "Record the signed contract" not in shown["Marek Nowak"], "that is not an evaluator's to do"
    assert "Nothing waits for you today" in shown["Sam Whitlock"]


def test_search_shows_to_each_what_they_may_see() -> None:
    def found(name: str, what: str) -> str:
        client = signed_in(name) if name else Client()
        answer = client.get("/search/", {"q": what})
        assert answer.status_code == 200
        return words(answer)

    assert "Clearing of empty homes" in found("Dee Carter", "empty homes")
    assert "Clearing of empty homes" in found("Nina Costa", "EMPTY HOMES"), "capitals do not matter"
    assert "Contracts" not in found("Callum Reid", "empty homes"), "he lost; it is another's contract"
    assert "School meals" in found("Tom Ellery", "school meals")
    assert "School meals" not in found("Callum Reid", "school meals"), "nothing of it is published"
    assert "Grounds maintenance" in found("", "grounds"), "an open tender is everyone's"
    assert "Fernborough Together" in found("", "fernborough")
    hits = re.findall(
        r"<li><a[^>]*>([^<]*)</a>", signed_in("Daniel Hughes").get("/search/?q=apprentice").content.decode()
    )
    assert len(hits) > 5
    assert len(set(hits)) == len(hits), "two links with the same words lead to different places"
    assert "Deliveries" in found("Daniel Hughes", "site register")
    assert "Deliveries" not in found("", "site register")
    assert "Deliveries" not in found("Leo Marsh", "apprenticeships started, the quarter")
    assert "two letters" in found("", "a")
    assert "Nothing that you may see" in found("", "zzz unknown zzz")
    for odd in ("%", "__", "'; --", "<b>x</b>", "é" * 500):
        found("", odd)
        found("Priya Nair", odd)
    assert "&lt;b&gt;x&lt;/b&gt;" in Client().get("/search/", {"q": "<b>x</b>"}).content.decode()


def test_the_front_door_is_open_to_all() -> None:
    with as_tenant(MAINTENANCE):
        policies = PolicyVersion.objects.filter(state="adopted").count()
    assert policies == 2
    door = words(Client().get("/"))
    assert "From promise to proof" in door
    assert "This is a demonstration" in door
    assert PASSPHRASE not in door
    assert "Grounds maintenance" in door
    assert "Social value account" in door
    assert "Playground repairs" not in door, "its time for bids has passed"
