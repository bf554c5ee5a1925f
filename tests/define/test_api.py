"""Policies through the API: written, put out for comment, adopted and read by everyone, by the checks of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.define.models import PolicyVersion
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from tests.builders.api import Program, a_program, etag, in_one_minute
from tests.builders.define import a_cascade, a_draft, a_lead, a_policy, an_approver
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

POLICY = {"title": "Our policy", "definition": "Good for the place", "review_years": 2}
MEASURE = {"title": "Apprenticeships", "unit": "apprenticeships", "counts": "Each completed here."}
VALUE: dict[str, Any] = {
    "pounds": "1500.00",
    "ledger": "fiscal",
    "price_year": 2025,
    "source": {
        "title": "Unit cost database",
        "publisher": "A combined authority",
        "licence": "Open Government Licence v3.0",
        "grade": "primary",
        "read_on": "2026-11-01",
    },
}


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_lead()


def path_of(version: PolicyVersion) -> str:
    with as_tenant(version.owner_id):
        return f"/policies/{version.policy.ref}/versions/{version.number}"


def test_a_policy_is_written_from_nothing_to_adoption(lead: Actor) -> None:
    writer, approver = a_program(lead), a_program(an_approver(lead))
    started = writer.post("/policies", POLICY)
    assert started.status_code == 201, started.content
    path = started["Location"].removeprefix("/api/v1")
    words = {"title": "Work", "top": True, "need": "One in nine is out of work."}
    priority = writer.post(f"{path}/priorities", words).json()["ref"]
    outcome = writer.post(f"/priorities/{priority}/outcomes", {"title": "More people in work"}).json()["ref"]
    measure = writer.post(f"/outcomes/{outcome}/measures", MEASURE).json()["ref"]
    value = writer.post(f"/measures/{measure}/values", VALUE)
    assert value.status_code == 201, value.content
    writer.post(f"{path}/consultation", headers=etag(writer, path))
    # Not by the one who wrote it, and not read by strangers before.
    own = writer.post(f"{path}/adoption", {"body": "Cabinet"}, headers=etag(writer, path))
    assert own.status_code == 403
    assert Program().get(path).status_code == 404

    decision = {"body": "Cabinet", "minute": "Minute 27"}
    adopted = approver.post(f"{path}/adoption", decision, headers=etag(approver, path))

    assert adopted.status_code == 200, adopted.content
    read = Program().get(path).json()
    assert read["state"] == "adopted"
    assert read["adopted_on"] == TODAY.isoformat()
    assert read["priorities"][0]["need"] == "One in nine is out of work."
    with as_tenant(EVERYONE):
        assert PolicyVersion.objects.get(policy__ref=read["policy"]).minute_reference == "Minute 27"
    (shown,) = read["priorities"][0]["outcomes"][0]["measures"]
    assert shown["values"][0]["pounds"] == "1500.00"
    assert [each["policy"] for each in Program().get("/policies").json()["items"]] == [read["policy"]]


def test_what_is_being_written_is_changed_and_removed_by_what_was_read(lead: Actor) -> None:
    program = a_program(lead)
    version = a_cascade(lead, a_draft(lead))
    path = path_of(version)
    whole = program.get(path).json()
    priority = whole["priorities"][0]
    outcome = priority["outcomes"][0]
    measure = outcome["measures"][0]
    for at, given in (
        (f"/priorities/{priority['ref']}", {"title": "Good work", "reason": "Need.", "top": True}),
        (f"/outcomes/{outcome['ref']}", {"title": "Lasting work"}),
        (f"/measures/{measure['ref']}", {**MEASURE, "title": "Apprentices", "once_per_person": True}),
        (path, {**POLICY, "definition": "Better for the place"}),
    ):
        assert program.put(at, given).status_code == 428
        changed = program.put(at, given, headers=etag(program, at))
        assert changed.status_code == 200, changed.content
        assert {**changed.json(), **given} == changed.json()

    assert program.delete(f"/measures/{measure['ref']}", headers={"If-Match": '"old"'}).status_code == 412
    for at in (
        f"/measures/{measure['ref']}",
        f"/outcomes/{outcome['ref']}",
        f"/priorities/{priority['ref']}",
    ):
        assert program.delete(at, headers=etag(program, at)).status_code == 204
        assert program.get(at).status_code == 404
    assert len(program.get(path).json()["priorities"]) == len(whole["priorities"]) - 1


def test_a_new_version_is_a_copy_whose_measures_supersede(lead: Actor) -> None:
    program = a_program(lead)
    version = a_policy(lead)
    path = path_of(version)
    before = program.get(path).json()
    path = path.removesuffix("/1")

    started = program.post(path)

    assert started.status_code == 201, started.content
    assert started.json()["number"] == 2
    copies = [each["outcomes"][0]["measures"][0] for each in started.json()["priorities"]]
    originals = [each["outcomes"][0]["measures"][0] for each in before["priorities"]]
    assert [each["supersedes"] for each in copies] == [each["ref"] for each in originals]
    versions = program.get(path).json()["items"]
    assert [each["number"] for each in versions] == [2, 1]
    assert program.post(path).status_code == 403


def test_a_withdrawn_draft_stays_to_be_read(lead: Actor) -> None:
    program = a_program(lead)
    path = path_of(a_draft(lead))

    assert program.post(f"{path}/withdrawal", headers=etag(program, path)).json()["state"] == "withdrawn"
    assert program.put(path, POLICY, headers=etag(program, path)).status_code == 403


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"pounds": "1500.005"}, "pounds"),
        ({"pounds": 1.5}, "pounds"),
        ({"pounds": "1e3"}, "pounds"),
        ({"pounds": True}, "pounds"),
        ({"pounds": "NaN"}, "pounds"),
        ({"pounds": "0"}, "value"),
        ({"low": "1.00"}, "high"),
        ({"source": {**VALUE["source"], "read_on": "2026-11-01T00:00:00"}}, "source.read_on"),
        ({"source": {**VALUE["source"], "read_on": 0}}, "source.read_on"),
        ({"source": {**VALUE["source"], "licence": "tbc"}}, "licence"),
    ],
)
def test_no_value_without_a_number_and_a_source(lead: Actor, changed: dict[str, Any], at: str) -> None:
    program = a_program(lead)
    version = a_cascade(lead, a_draft(lead))
    path = path_of(version)
    measure = program.get(path).json()["priorities"][0]["outcomes"][0]["measures"][0]["ref"]

    answer = program.post(f"/measures/{measure}/values", {**VALUE, **changed})

    assert answer.status_code == 422
    assert [each["at"] for each in answer.json()["errors"]] == [at]
    assert program.get(f"/measures/{measure}/values").json()["items"] == []


def test_a_value_names_the_one_that_it_follows(lead: Actor) -> None:
    program = a_program(lead)
    version = a_cascade(lead, a_draft(lead))
    path = path_of(version)
    measure = program.get(path).json()["priorities"][0]["outcomes"][0]["measures"][0]["ref"]
    first = program.post(f"/measures/{measure}/values", VALUE).json()["ref"]

    blind = program.post(f"/measures/{measure}/values", {**VALUE, "pounds": 1600})
    second = program.post(f"/measures/{measure}/values", {**VALUE, "pounds": 1600, "after": first})

    assert (blind.status_code, second.status_code) == (422, 201)
    assert [each["pounds"] for each in program.get(f"/measures/{measure}").json()["values"]] == ["1600.00"]
    listed = program.get(f"/measures/{measure}/values").json()["items"]
    assert [each["pounds"] for each in listed] == ["1600.00", "1500.00"]


def test_a_version_takes_as_many_queries_whatever_stands_in_it(
    lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one_minute(monkeypatch)
    program = a_program(lead)
    version = a_draft(lead)
    path = path_of(version)
    program.get(path)
    a_cascade(lead, version)
    with CaptureQueriesContext(connection) as three:
        program.get(path)
    ref = program.get(path).json()["priorities"][0]["ref"]
    for number in range(6):
        outcome = program.post(f"/priorities/{ref}/outcomes", {"title": f"Outcome {number}"}).json()["ref"]
        measure = program.post(f"/outcomes/{outcome}/measures", MEASURE).json()["ref"]
        program.post(f"/measures/{measure}/values", VALUE)
    with CaptureQueriesContext(connection) as nine:
        program.get(path)
    with CaptureQueriesContext(connection) as priority:
        program.get(f"/priorities/{ref}")

    assert len(nine) == len(three)
    assert len(priority) <= len(nine) + 2
