"""The API is sent what its description allows and what it does not: every answer must be one that the description names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

from fourfold.config import api
from fourfold.ground.api.schema import description_of
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands.demonstration.cast import COUNCIL, cast
from tests.builders.api import a_token
from tests.house.api_operations import records

if TYPE_CHECKING:
    from collections.abc import Iterator


# What fits the description may still be refused for what stands (an outcome that is gone, a day outside the contract).
EXCLUDED = [checks.positive_data_acceptance]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """At the beginning and end of a request Django closes a connection that is in a transaction, as the test's is."""
    ends = (request_started, request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


def the_lead_with_every_role() -> str:
    """So that what is sent goes as deep as it can."""
    with declared(person=None, organisation=None, reason="For a test"):
        lead = Person.objects.get(name="Priya Nair")
        council = Organisation.objects.get(name=COUNCIL, invented=True)
        held = set(Membership.objects.filter(person=lead).values_list("role", flat=True))
        for role in set(Role.values) - held:
            Membership.objects.create(
                person=lead, organisation=council, role=role, from_day=timezone.localdate()
            )
    return a_token(cast(on=timezone.localdate())["Priya Nair"])


def try_everything(examples: int) -> tuple[int, list[str]]:
    """How many requests were sent, and what was wrong with the answers."""
    schema = schemathesis.openapi.from_dict(description_of(api.api))
    schema.app = get_wsgi_application()
    sent = 0
    faults: list[str] = []
    places = records()
    headers = {"Authorization": f"Bearer {the_lead_with_every_role()}"}

    def try_one(operation: Any, mode: GenerationMode, place: dict[str, Any] | None) -> None:
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode, path_parameters=place))
        def send(case: schemathesis.Case[Any]) -> None:
            nonlocal sent
            sent += 1
            if place and (mode == GenerationMode.POSITIVE or "If-Match" not in case.headers):
                case.headers["If-Match"] = "*"
            case.call_and_validate(headers=headers, excluded_checks=EXCLUDED)

        try:
            send()
        except Unsatisfiable:
            # Where nothing is asked of a request, none can be wrong.
            assert mode == GenerationMode.NEGATIVE
        except (Exception, FailureGroup) as fault:  # noqa: BLE001  (whatever it is, it is one of the faults)
            faults.append(f"{operation.method} {operation.path}: {fault}"[:2_000])

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        prefix = max((each for each in places if operation.path.startswith(each)), key=len, default="")
        for mode in GenerationMode:
            try_one(operation, mode, None)
            if "{" in operation.path:
                try_one(operation, mode, dict(places[prefix]))
    return sent, faults


@pytest.mark.usefixtures("db", "the_demonstration", "_one_connection")
def test_every_answer_is_one_that_the_description_names() -> None:
    sent, faults = try_everything(examples=3)

    assert not faults, "\n\n".join(faults)
    assert sent > 500


@pytest.mark.soak
@pytest.mark.usefixtures("db", "the_demonstration", "_one_connection")
def test_every_answer_is_one_that_the_description_names_at_length() -> None:
    sent, faults = try_everything(examples=150)

    assert not faults, "\n\n".join(faults)
    assert sent > 20_000
