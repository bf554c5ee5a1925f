"""Nobody's work is overwritten, and nothing is sent twice that the reader has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.integrate.actions import procurements
from fourfold.integrate.models import Procurement
from tests.builders.api import a_program
from tests.builders.ground import TODAY, an_actor

if TYPE_CHECKING:
    from tests.builders.api import Program

pytestmark = pytest.mark.django_db

REPAIRS = {"title": "Repairs to homes", "kind": "works", "amount": "1000000.00"}


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_program(an_actor(role="commissioner"))


@pytest.fixture
def path(program: Program) -> str:
    return str(program.post("/procurements", REPAIRS)["Location"].removeprefix("/api/v1"))


def test_what_one_has_is_not_sent_again(program: Program, path: str) -> None:
    first = program.get(path)

    again = program.get(path, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    program.put(path, {**REPAIRS, "title": "Roofs"}, headers={"If-Match": first["ETag"]})
    assert program.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_of_two_who_change_the_same_the_second_is_told(program: Program, path: str) -> None:
    read = program.get(path)["ETag"]

    first = program.put(path, {**REPAIRS, "title": "Roofs"}, headers={"If-Match": read})
    second = program.put(path, {**REPAIRS, "title": "Walls"}, headers={"If-Match": read})

    assert (first.status_code, second.status_code) == (200, 412)
    assert program.get(path).json()["title"] == "Roofs"
    third = program.put(path, {**REPAIRS, "title": "Walls"}, headers={"If-Match": first["ETag"]})
    assert third.json()["title"] == "Walls"


@pytest.mark.parametrize("header", ["", '""', "garbage", '"0000"', "W/*", "\xff"])
def test_an_etag_that_names_nothing_matches_nothing(program: Program, path: str, header: str) -> None:
    assert program.put(path, REPAIRS, headers={"If-Match": header}).status_code == 412


def test_a_weak_etag_is_too_weak_to_change_by(program: Program, path: str) -> None:
    weak = f"W/{program.get(path)['ETag']}"

    assert program.put(path, REPAIRS, headers={"If-Match": weak}).status_code == 412


def test_a_change_between_the_look_and_the_writing_is_refused_too(
    program: Program, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The action's own guard: somebody saves after the ETag was compared and before this writes."""
    edit = procurements.edit

    def overtaken(**given: object) -> object:
        row: Procurement = given["procurement"]  # type: ignore[assignment]
        edit(**{**given, "version": row.version})  # type: ignore[arg-type]
        return edit(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(procurements, "edit", overtaken)
    answer = program.put(path, {**REPAIRS, "title": "Walls"}, headers={"If-Match": "*"})

    assert (answer.status_code, answer.json()["type"]) == (412, "/api/v1/problems#changed-meanwhile")
