"""Who watches over an installation sees who signed in, who did not and what was refused to whom; and no name of anyone."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.identity import codes
from fourfold.ground.identity.actions import second_step
from fourfold.ground.operation.logs import JsonLines, pseudonym_of_person
from tests.builders.ground import PASSWORD, a_person, an_actor

if TYPE_CHECKING:
    from fourfold.ground.people.tables import Person

pytestmark = pytest.mark.django_db

EMAIL = "ada@house.example"


@pytest.fixture
def ada() -> Person:
    return a_person("Ada Byron", email=EMAIL, password=PASSWORD)


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="fourfold.security")


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    written = [JsonLines().format(record) for record in caplog.records if record.name == "fourfold.security"]
    assert not any(private in text for text in written for private in (EMAIL, "Ada", "Byron", PASSWORD))
    return [json.loads(text) for text in written]


def sign_in(password: str = PASSWORD, email: str = EMAIL) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": email, "password": password})
    return client


def test_each_decision_about_signing_in_is_one_line(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    sign_in()
    an_actor(person=ada)
    sign_in("not the password")
    sign_in(email=" ADA@house.example ")
    sign_in("x", "nobody@house.example")

    found = lines(caplog)
    assert [(line["says"], line.get("why")) for line in found] == [
        ("sign-in refused", "no role"),
        ("sign-in refused", "wrong password"),
        ("signed in", None),
        ("sign-in refused", "wrong password"),
    ]
    assert [line.get("by") for line in found] == [None, None, "password", None]
    assert [line["who"] for line in found[:3]] == [pseudonym_of_person(EMAIL)] * 3
    assert found[3]["who"] != found[0]["who"]
    assert all(line["request"] for line in found)


def test_whoever_guesses_on_is_seen_to(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(6):
        sign_in("guess")
    assert lines(caplog)[-1]["why"] == "too many attempts"


def test_a_wrong_code_is_one_too(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    an_actor(person=ada)
    seed, at = codes.new_seed(), timezone.now() - timedelta(minutes=5)
    second_step.set_up(person=ada, seed=seed, typed=pyotp.TOTP(seed).at(at), at=at)
    client = sign_in()
    client.post("/sign-in/second-step/", {"code": "000000"})
    assert [(line["says"], line["why"]) for line in lines(caplog)] == [("sign-in refused", "wrong code")]


def test_what_is_refused_to_somebody_is_told_with_the_name_of_its_address(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    an_actor(person=ada)
    client = sign_in()
    caplog.clear()
    client.get("/people/")
    client.get("/contracts/0000000000/")
    client.get("/account/")
    Client().get("/contracts/0000000000/")

    found = lines(caplog)
    assert [(line["says"], line["status"]) for line in found] == [("refused", 403), ("refused", 404)]
    assert {line["who"] for line in found} == {pseudonym_of_person(EMAIL)}
    assert all(line["route"] and line["method"] == "GET" for line in found)
