"""Every operation of the API, taken from its description: a new one is covered the day it is added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from fourfold.config import api
from fourfold.ground.api.schema import description_of
from fourfold.ground.api.shapes import Given, Shown
from fourfold.ground.people.tables import Person
from fourfold.ground.people.token_table import Scope
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands.demonstration.cast import cast
from tests.builders.api import Program, a_program
from tests.house.api_operations import operations
from tests.house.test_every_address import FIRST_OF_EACH_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.usefixtures("db", "the_demonstration")

# Whoever has a token may know of these: the directory is everyone's, and so is a tender once it is published.
KNOWN_TO_ALL = frozenset({"read_organisation", "read_public_leads", "read_tender"})
STRANGERS = ("Leo Marsh", "Joan Pryce")
# A buyer, a supplier and a recipient send all of the garbage, the others the beginning of it: what reads it is the same.
THOROUGHLY = ("Priya Nair", "Callum Reid", "Mei Lin")
DEEP = b"[" * 100_000
GARBAGE: tuple[Any, ...] = (
    b"", b"\xff\xfe\x00", b"{", b'{"a":1,"a":2}', b'{"quantity": NaN}', b'"\\ud800"', DEEP, DEEP + b"]" * 100_000,
    b"9" * 5_000, [], {}, None, "x", 1e308, {"title": "\x00", "quantity": "1e400", "limit": 10**27},
    {"deliveries": [{}] * 300}, {"deliveries": "\ud800"}, {"\ud800": 1},
)  # fmt: skip
GARBAGE_IN_ADDRESS = (
    "limit=" + "1" + "0" * 27, "limit=-1", "limit=NaN", "cursor=%00", "cursor=%ff", "cursor=0000000000", "q=%00",
    "q=" + "x" * 5_000, "year=99999999999999999999", "state=%F0%9F%8E%89", "nothing=of+the+kind", "&&&=&%",
    "limit=1&limit=2", "organisation=%27%20OR%201=1", "contract=0000000000", "own=true", "side=both",
)  # fmt: skip


def people() -> dict[str, Actor]:
    return cast(on=timezone.localdate())


def is_a_problem(answer: Any) -> bool:
    """Whether it is a whole problem document, with the status that it was sent with."""
    return bool(
        answer["Content-Type"] == "application/problem+json"
        and json.loads(answer.content)["status"] == answer.status_code
        and {"type", "title", "detail", "instance"} <= json.loads(answer.content).keys()
    )


def test_every_address_under_the_api_is_described() -> None:
    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield route

    described = {
        path.replace("{", "<").replace("}", ">").lstrip("/") for path in description_of(api.api)["paths"]
    }
    served = {
        route.removeprefix("api/v1/").replace("<str:", "<").replace("<int:", "<")
        for route in walk(api.urlpatterns, "")
    }

    assert served - {"openapi.json", ""} == described
    assert len(described) > 40


def test_no_two_shapes_have_one_name() -> None:
    """The description knows shapes by their names: of two, one would be described as the other."""
    found: dict[str, Any] = {}
    twice = set()
    shapes: list[Any] = [Given, Shown]
    for shape in shapes:
        shapes += shape.__subclasses__()
        described = shape.model_json_schema()
        for name, each in {**described.pop("$defs", {}), shape.__name__: described}.items():
            if found.setdefault(name, each) != each:
                twice.add(name)
    assert not twice, f"{sorted(twice)}: two shapes of the API have this name. Rename one."


def test_without_a_token_that_is_good_nothing_is_done_and_only_what_is_public_is_read() -> None:
    faults = []
    by_cookie = Program()
    with declared(person=None, organisation=None, reason="For a test"):
        by_cookie.client.force_login(Person.objects.get(name="Priya Nair"))
    for each in operations():
        # A session opens nothing: else any site that somebody visits could send requests with their cookie.
        for program in (Program(), by_cookie):
            answer = program.send(each.method, each.path, {} if each.takes_body else None)
            expected = {200, 404, 422} if each.public else {401}
            if answer.status_code not in expected or (answer.status_code >= 400 and not is_a_problem(answer)):
                faults.append(f"{answer.status_code} from {each.method} {each.path}")
        if each.public and each.method != "get":
            faults.append(f"{each.name} is public and changes something")
        for token in ("x", "fourfold_pat_" + "a" * 51, "\xff" * 40, "a b c"):
            answer = Program(token).send(each.method, each.path)
            if (
                answer.status_code != 401
                or not is_a_problem(answer)
                or "Bearer" not in answer["WWW-Authenticate"]
            ):
                faults.append(f"{answer.status_code} from {each.method} {each.path} with {token[:20]!r}")
    assert by_cookie.get("/accounts?own=true").status_code == 401
    assert not faults, "\n".join(faults)


def test_a_token_never_reaches_beyond_its_scopes() -> None:
    lead = people()["Priya Nair"]
    without = {
        scope: a_program(lead, *(other for other in Scope.values if other != scope)) for scope in Scope.values
    }
    faults = []
    for each in operations():
        if not each.scope:
            continue
        answer = without[each.scope].send(each.method, each.path, {})
        if answer.status_code != 403 or each.scope not in answer["WWW-Authenticate"]:
            faults.append(f"{answer.status_code} from {each.method} {each.path} without {each.scope}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_token_of_another_organisation_learns_nothing(name: str) -> None:
    everything = operations()
    stranger = a_program(people()[name])
    nothing = {**stranger.get("/deliveries/0000000000").json(), "instance": ""}
    faults = []
    for each in everything:
        if not each.of_a_record or each.name in KNOWN_TO_ALL:
            continue
        for body in (None, b"{}"):
            answer = stranger.send(each.method, each.path, body, headers={"If-Match": "*"})
            said = json.loads(answer.content)
            # A body is looked at before the record is asked for: then it is answered as where there is no record.
            if answer.status_code == 422 and each.takes_body:
                elsewhere = stranger.send(each.method, each.nowhere, body, headers={"If-Match": "*"})
                if {**said, "instance": ""} == {**elsewhere.json(), "instance": ""}:
                    continue
            if answer.status_code == 404 and {**said, "instance": ""} == nothing:
                continue
            # The versions of a published policy are listed: those that are published.
            if each.name in {"list_versions", "start_version"} and answer.status_code in {200, 403}:
                continue
            faults.append(f"{answer.status_code} from {each.method} {each.path} ({each.name})")
    assert not faults, "\n".join(faults)


def test_a_stranger_does_not_see_the_draft_among_the_versions() -> None:
    path = next(each.path for each in operations() if each.name == "list_versions")
    own, stranger = (a_program(people()[name]).get(path).json() for name in ("Priya Nair", "Leo Marsh"))

    assert {each["state"] for each in own["items"]} == {"adopted", "superseded", "consulting"}
    assert {each["state"] for each in stranger["items"]} == {"adopted", "superseded"}


def test_nothing_that_anyone_sends_breaks_an_operation() -> None:
    """Every operation × somebody of every role, with garbage in the address, the headers and the body."""
    everything = operations()
    faults = []
    for name in sorted({*FIRST_OF_EACH_ROLE, *THOROUGHLY}):
        program = a_program(people()[name])
        program.client.raise_request_exception = False
        for each in everything:
            answers = [
                *(
                    program.send(
                        each.method, each.path, body, headers={"If-Match": "*", "Idempotency-Key": "\xff"}
                    )
                    for body in (GARBAGE if name in THOROUGHLY else GARBAGE[:4])
                    if each.takes_body
                ),
                *(
                    program.send(each.method, f"{each.path}?{garbage}", headers={"If-None-Match": '"' * 900})
                    for garbage in (GARBAGE_IN_ADDRESS if name in THOROUGHLY else GARBAGE_IN_ADDRESS[:4])
                    if each.method == "get"
                ),
            ]
            faults += [
                f"{answer.status_code} from {name}: {each.method} {each.path}"
                for answer in answers
                if answer.status_code >= 500 or (answer.status_code >= 400 and not is_a_problem(answer))
            ]
    assert not faults, "\n".join(faults)


def test_no_bid_is_in_the_api() -> None:
    """They are sealed; people open them. Their words stand in no answer and no operation speaks of one."""
    described = description_of(api.api)

    assert not [path for path in described["paths"] if "bid" in path]
    shapes = json.dumps({**described["components"], "securitySchemes": {}}).lower()
    assert "sealed" not in shapes


def test_whatever_is_not_there_is_a_problem_document() -> None:
    program = a_program(people()["Priya Nair"])
    for method, path, status in (
        ("get", "/nothing/of/the/kind", 404),
        ("get", "/", 404),
        ("get", "/deliveries/x%00y", 404),
        ("get", "/deliveries/%ff%fe", 422),
        ("get", "/policies/0000000000/versions/" + "9" * 60, 422),
        ("get", "/deliveries?limit=%00", 400),
        ("patch", "/deliveries", 405),
        ("options", "/deliveries", 405),
    ):
        answer = program.send(method, path)

        assert (answer.status_code, is_a_problem(answer)) == (status, True), path
        assert status != 405 or answer["Allow"] == "GET"
