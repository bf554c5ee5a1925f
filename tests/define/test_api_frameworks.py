"""Frameworks and packs through the API: open ones for anyone, a pack for its holder, and its words for nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.define.actions import choosing
from fourfold.define.models import Measure, PackMeasure, Proxy
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.token_table import Scope
from tests.builders.api import a_program
from tests.builders.define import a_cascade, a_draft, a_lead, outcomes_of
from tests.builders.ground import TODAY
from tests.builders.packs import ROWS, TITLE, a_pack

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

OURS = "/frameworks/fourfold-open/2026-11"


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_lead()


def test_anyone_reads_the_editions_and_one_of_them_whole() -> None:
    listed = Client().get("/api/v1/frameworks").json()["items"]
    whole = Client().get(f"/api/v1{OURS}").json()
    assert {"fourfold-open", "social-value-model"} == {each["code"] for each in listed}
    line = next(each for each in listed if each["code"] == "fourfold-open")
    assert {**whole, **line} == whole
    measures = [
        each for theme in whole["themes"] for outcome in theme["outcomes"] for each in outcome["measures"]
    ]
    assert len(measures) == whole["measures"] == 34
    assert next(each for each in measures if each["code"] == "S1")["excludes"] == ["S2"]
    assert {"same", "narrower", "broader", "overlaps"} >= {each["relation"] for each in whole["links"]}
    assert whole["links"]
    model = next(each for each in listed if each["edition"] == "2025")
    assert model["measures"] == 0
    assert model["missing"]
    assert Client().get("/api/v1/frameworks/fourfold-open/1999").status_code == 404


def test_a_measure_is_chosen_into_a_draft_once(lead: Actor) -> None:
    version = a_cascade(lead, a_draft(lead))
    with as_tenant(lead.organisation_id):
        outcome = outcomes_of(version)[0].ref
    program = a_program(lead, Scope.DEFINE_READ, Scope.DEFINE_WRITE)
    wanted = {"framework": "fourfold-open", "edition": "2026-11", "code": "J7"}

    chosen = program.post(f"/outcomes/{outcome}/measures/chosen", wanted)

    assert chosen.status_code == 201, chosen.content
    assert (
        chosen.json()["title"]
        == "People on the contract paid at least the real Living Wage who were paid less before"
    )
    with as_tenant(lead.organisation_id):
        row = Measure.objects.get(ref=chosen.json()["ref"])
    assert (row.framework, row.framework_edition, row.framework_code) == ("fourfold-open", "2026-11", "J7")
    again = program.post(f"/outcomes/{outcome}/measures/chosen", wanted)
    assert again.status_code == 422
    assert "already" in again.json()["detail"]
    none = program.post(f"/outcomes/{outcome}/measures/chosen", {**wanted, "code": "J99"})
    assert none.status_code == 404
    reader = a_program(lead, Scope.DEFINE_READ)
    assert reader.post(f"/outcomes/{outcome}/measures/chosen", wanted).status_code == 403


def test_a_pack_is_its_holders_and_its_words_are_in_no_answer(lead: Actor) -> None:
    pack = a_pack(lead)
    version = a_cascade(lead, a_draft(lead))
    with as_tenant(lead.organisation_id):
        chosen = choosing.choose_from_pack(
            by=lead,
            outcome=outcomes_of(version)[0],
            measure=PackMeasure.objects.filter(pack=pack).order_by("row")[0],
            title="",
            counts="",
            with_values=True,
            on=TODAY,
        )
        value = Proxy.objects.filter(measure=chosen)[0].ref
    program = a_program(lead, Scope.DEFINE_READ)

    told = program.get(f"/packs/{pack.ref}").json()
    everything = json.dumps([told, program.get("/packs").json()])

    assert (told["title"], told["state"], told["lapsed"]) == (TITLE, "in_use", False)
    assert (told["measures_in_use"], told["values_in_use"]) == (1, 2)
    assert [each["ref"] for each in program.get("/packs").json()["items"]] == [pack.ref]
    for row in ROWS:
        assert str(row[3]) not in everything
    assert program.get(f"/values/{value}").status_code == 200
    stranger = a_program(a_lead(), Scope.DEFINE_READ)
    assert stranger.get("/packs").json()["items"] == []
    assert stranger.get(f"/packs/{pack.ref}").status_code == 404
    assert stranger.get(f"/values/{value}").status_code == 404
    assert Client().get(f"/api/v1/values/{value}").status_code == 404
    assert Client().get(f"/api/v1/packs/{pack.ref}").status_code == 401


def test_a_pack_whose_licence_has_lapsed_says_so(lead: Actor) -> None:
    yesterday = TODAY - timedelta(days=1)
    pack = a_pack(lead, on=yesterday, expires_on=yesterday)
    told = a_program(lead, Scope.DEFINE_READ).get(f"/packs/{pack.ref}").json()
    assert (told["expires_on"], told["lapsed"]) == (yesterday.isoformat(), True)
