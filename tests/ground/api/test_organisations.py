"""The directory through the API."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from fourfold.ground.organisations.tables import OrganisationIdentifier, Sector, Succession
from fourfold.ground.trail.declaration import declared
from tests.builders.api import Program, a_program
from tests.builders.ground import TODAY, an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_program(an_actor(organisation=an_organisation("Northgate Council")))


def test_an_organisation_is_found_by_what_one_knows_of_it(program: Program) -> None:
    charity = an_organisation("Fernborough Together", sector=Sector.CHARITY)
    with declared(person=None, organisation=None, reason="For a test"):
        OrganisationIdentifier.objects.create(organisation=charity, scheme="GB-CHC", code="1234567")

    for words in ("fernboro", "GB-CHC-1234567", charity.ref):
        assert [each["ref"] for each in program.get(f"/organisations?q={words}").json()["items"]] == [
            charity.ref
        ]
    assert program.get("/organisations?q=fernboro&sector=private").json()["items"] == []
    read = program.get(f"/organisations/{charity.ref}").json()
    assert read["identifiers"] == [{"scheme": "GB-CHC", "code": "1234567"}]


def test_without_words_everyone_of_today_is_listed_in_parts(program: Program) -> None:
    ended = an_organisation("Gone Council", exists_until=date(2020, 3, 31))
    made = [an_organisation(sector=Sector.CHARITY).ref for _ in range(5)]

    refs: list[str] = []
    cursor = ""
    for _ in range(9):
        part = program.get(f"/organisations?sector=charity&limit=2{cursor}").json()
        refs += [each["ref"] for each in part["items"]]
        if part["next_cursor"] is None:
            break
        cursor = f"&cursor={part['next_cursor']}"

    assert refs == made[::-1]
    assert ended.ref not in {each["ref"] for each in program.get("/organisations?limit=100").json()["items"]}


def test_who_followed_whom_is_said(program: Program) -> None:
    ended = an_organisation("Old District Council", exists_until=date(2023, 3, 31))
    follower = an_organisation("New Council", exists_from=date(2023, 4, 1))
    with declared(person=None, organisation=None, reason="For a test"):
        Succession.objects.create(predecessor=ended, successor=follower, kind="merged", on=date(2023, 4, 1))

    read = program.get(f"/organisations/{ended.ref}").json()

    assert read["followed_by"] == [
        {"organisation": {"ref": follower.ref, "name": "New Council"}, "how": "merged", "on": "2023-04-01"}
    ]
    found = program.get("/organisations?q=Old%20District%20Council").json()["items"]
    assert [(each["ref"], each["because"]) for each in found] == [
        (follower.ref, "followed Old District Council")
    ]


def test_a_cursor_of_another_list_is_refused(program: Program) -> None:
    for cursor in ("0000000000", "'; DROP"):
        answer = program.get(f"/organisations?cursor={cursor}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["at"].endswith("cursor")
