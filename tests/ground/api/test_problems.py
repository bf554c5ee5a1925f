"""What cannot be done is said in one shape, whoever refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.utils import timezone

from fourfold.define.actions import policies
from fourfold.define.models import Policy
from fourfold.ground.api.problems import KINDS, Problem, as_problem
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.token_table import Scope
from tests.builders.api import Program, a_program, a_token
from tests.builders.define import a_lead
from tests.builders.ground import TODAY, an_actor

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

WORDS = {"title": "Our policy", "definition": "Good for the place", "review_years": 2}


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_lead()


def test_a_problem_names_its_kind_and_what_to_do(by: Actor) -> None:
    answer = a_program(by).post("/policies", {**WORDS, "review_years": 7, "title": "x" * 201})

    said = answer.json()
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert said["type"] == "/api/v1/problems#refused"
    assert said["status"] == 422
    assert said["instance"] == f"urn:uuid:{answer['X-Request-Id']}"
    assert {each["at"] for each in said["errors"]} == {"title", "review_years"}


def test_what_was_sent_is_not_sent_back(by: Actor) -> None:
    answer = a_program(by).post("/policies", {**WORDS, "<script>secret-of-mine</script>": "secret-of-mine"})

    assert answer.status_code == 422
    assert b'"secret-of-mine"' not in answer.content


def test_an_action_that_refuses_says_which_part(by: Actor) -> None:
    answer = a_program(by).post("/policies", {**WORDS, "title": "  "})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"at": "title", "detail": "Enter a title for the policy"}]


def test_a_role_that_is_missing_is_403_with_the_reason(by: Actor) -> None:
    answer = a_program(an_actor(role="auditor")).post("/policies", WORDS)

    assert answer.status_code == 403
    assert "Only a social value lead" in answer.json()["detail"]


def test_every_kind_can_be_looked_up_without_a_token() -> None:
    listed = Program().get("/problems").json()["problems"]

    assert [each["name"] for each in listed] == [kind.name for kind in KINDS]
    assert all(each["advice"] for each in listed)


def test_what_broke_is_a_problem_without_a_word_of_why(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_: Any) -> None:
        message = "no such table: secrets"
        raise DatabaseError(message)

    program = a_program(by)
    program.client.raise_request_exception = False
    monkeypatch.setattr(policies, "start", breaks)
    answer = program.post("/policies", WORDS)

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secrets" not in answer.content
    assert answer.json()["instance"] == f"urn:uuid:{answer['X-Request-Id']}"


def test_what_nobody_knows_how_to_answer_is_raised_again() -> None:
    broke = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        as_problem(broke)
    assert as_problem(RequestDataTooBig()).kind.status == 413
    with pytest.raises(KeyError):
        Problem("no-such-kind")


def test_a_body_that_is_too_large_is_413(by: Actor, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    answer = a_program(by).post("/policies", {**WORDS, "intent": "x" * 2_000})

    assert (answer.status_code, answer.json()["type"]) == (413, "/api/v1/problems#too-large")


def test_a_body_of_another_media_type_is_415(by: Actor) -> None:
    token = a_token(by)
    answer = Program().client.post(
        "/api/v1/policies", b"{}", content_type="text/plain", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "not JSON at character 2"),
        (b"\xff", "not UTF-8"),
        (b"[" * 200_000, "deeper than 40"),
        (b"[" * 60 + b"]" * 60, "deeper than 40"),
        (b'{"title": Infinity}', "Infinity"),
        (b'{"title": "a", "title": "b"}', "same name twice"),
        (b"1" * 5_000, "not JSON"),
    ],
    ids=["cut off", "bytes", "very deep", "deep", "infinity", "twice", "long number"],
)
def test_a_body_that_is_not_json_is_400_with_where(by: Actor, body: bytes, words: str) -> None:
    answer = a_program(by).post("/policies", body)

    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("title", ["\x00", "a\x07b", "\ud800"])
def test_texts_that_no_database_keeps_are_refused(by: Actor, title: str) -> None:
    answer = a_program(by).post("/policies", {**WORDS, "title": title})

    assert answer.status_code == 422
    with as_tenant(by.organisation_id):
        assert not Policy.objects.exists()


@pytest.mark.usefixtures("in_one_minute")
def test_too_many_requests_in_a_minute_are_429_and_say_when(by: Actor, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    program = a_program(by, Scope.DEFINE_READ)

    answers = [program.get("/me") for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    # Another token is counted by itself.
    assert a_program(a_lead()).get("/me").status_code == 200


@pytest.mark.usefixtures("in_one_minute")
def test_tokens_that_are_no_good_are_counted_with_their_address(by: Actor, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 20

    answers = [Program(f"fourfold_pat_{number}").get("/me") for number in range(3)]

    assert [each.status_code for each in answers] == [401, 401, 429]
    assert a_program(by).get("/me").status_code == 200


def test_me_says_whom_the_token_acts_for(by: Actor) -> None:
    answer = a_program(by, Scope.DEFINE_READ, Scope.PARTNER_READ).get("/me")

    assert answer.json() == {
        "name": by.name,
        "organisation": {"ref": by.organisation_ref, "name": by.organisation_name},
        "roles": ["lead"],
        "scopes": ["define:read", "partner:read"],
        "last_day": TODAY.isoformat(),
    }
    assert answer["Cache-Control"] == "private, no-cache"
    assert "sessionid" not in answer.cookies
