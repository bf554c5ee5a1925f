"""Registers, procurements, tenders and contracts through the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders.api import Program, a_program, etag, in_one_minute
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import NOW, a_bid, a_buyer, a_tender, sealed
from tests.builders.promises import a_promise

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

NOTICES = Path(__file__).parents[1] / "data" / "ocds" / "sell2wales_2025_A_45.json"
REPAIRS = {"title": "Repairs to homes", "kind": "works", "amount": "1000000.00", "starts_on": "2027-04-01"}


@pytest.fixture
def buyer(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_buyer()


def notices(program: Program) -> str:
    file = SimpleUploadedFile("notices.json", NOTICES.read_bytes())
    answer = program.upload("/register/imports", file)
    assert answer.status_code == 201, answer.content
    return str(answer["Location"].removeprefix("/api/v1"))


def test_a_file_of_notices_fills_the_register(buyer: Actor) -> None:
    program = a_program(buyer)

    taken = program.get(notices(program)).json()

    assert taken["taken"] == taken["releases"] > 0
    assert taken["file_name"] == "notices.json"
    first = program.get("/register?limit=3").json()
    entry = program.get(f"/register/entries/{first['items'][0]['ref']}").json()
    assert {**entry, **first["items"][0]} == entry
    assert entry["parties"]
    second = program.get(f"/register?limit=3&cursor={first['next_cursor']}").json()["items"]
    assert not {each["ref"] for each in first["items"]} & {each["ref"] for each in second}
    # Another organisation has a register of its own.
    assert a_program(a_buyer()).get("/register").json()["items"] == []
    assert a_program(a_buyer()).get(f"/register/entries/{entry['ref']}").status_code == 404


def test_the_register_is_searched_as_on_its_page(buyer: Actor) -> None:
    program = a_program(buyer)
    notices(program)
    everything = program.get("/register?limit=100").json()["items"]
    word = max(everything[0]["title"].split(), key=len)

    found = program.get("/register", headers={}).json()
    sought = program.client.get(
        "/api/v1/register",
        {"q": word, "limit": 100},
        headers={"Authorization": f"Bearer {program.token}"},
    ).json()

    assert found["items"]
    assert 0 < len(sought["items"]) <= len(everything)
    assert everything[0]["ref"] in {each["ref"] for each in sought["items"]}
    assert program.get("/register?kind=nothing").json()["items"] == []
    assert program.get("/register?year=1991").json()["items"] == []


def test_what_is_no_ocds_is_refused_and_nothing_is_kept(buyer: Actor) -> None:
    program = a_program(buyer)

    answer = program.upload("/register/imports", SimpleUploadedFile("x.json", json.dumps({"a": 1}).encode()))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["at"] == "file"
    assert program.get("/register/imports").json()["items"] == []
    assert (
        a_program(an_actor(role="auditor"))
        .upload("/register/imports", SimpleUploadedFile("x.json", b"{}"))
        .status_code
        == 403
    )


def test_a_procurement_is_started_read_and_corrected(buyer: Actor) -> None:
    program = a_program(buyer)
    started = program.post("/procurements", REPAIRS)
    path = started["Location"].removeprefix("/api/v1")
    read = program.get(path).json()

    assert read["state"] == "planned"
    assert read["amount"] == "1000000.00"
    assert read["ends_on"] is None
    changed = program.put(path, {"title": "Repairs", "kind": "works"}, headers=etag(program, path)).json()
    # The whole is replaced: what is not sent is not known.
    assert (changed["title"], changed["amount"]) == ("Repairs", None)
    listed = program.get("/procurements?state=planned").json()["items"]
    assert [each["ref"] for each in listed] == [read["ref"]]
    assert program.get("/procurements?state=open").json()["items"] == []
    refused = program.post("/procurements", {**REPAIRS, "ends_on": "2027-03-31"})
    assert refused.json()["errors"][0]["at"] == "ends_on"


def test_a_procurement_begins_from_an_entry_of_ones_own_register(buyer: Actor) -> None:
    program = a_program(buyer)
    notices(program)
    entry = program.get("/register?limit=1").json()["items"][0]["ref"]

    assert program.post("/procurements", {**REPAIRS, "copied_from": entry}).status_code == 201
    assert a_program(a_buyer()).post("/procurements", {**REPAIRS, "copied_from": entry}).status_code == 404
    assert a_program(an_actor(role="lead")).post("/procurements", REPAIRS).status_code == 403


def test_anyone_reads_a_published_tender_and_nobody_its_bids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    tender = a_tender()
    bid = sealed(tender, bidder := an_actor(role="supplier"), a_bid(tender))
    ref = tender.procurement.ref

    read = Program().get(f"/tenders/{ref}")

    assert read.status_code == 200, read.content
    assert sum(float(each["weight"]) for each in read.json()["criteria"]) == 100
    asked = [ask for each in read.json()["criteria"] for ask in each["asks"]]
    assert {(each["kind"], each["asked_as"]) for each in asked} == {("quantity", "scored")}
    assert read.json()["unscored"] == []
    assert [each["ref"] for each in Program().get("/tenders?open=true").json()["items"]] == [ref]
    for program in (Program(), a_program(bidder), a_program(a_buyer())):
        everything = [
            program.get(path).content
            for path in (f"/tenders/{ref}", "/tenders", f"/procurements/{ref}", "/procurements", "/contracts")
        ]
        assert bid.ref.encode() not in b"".join(everything)


def test_both_parties_read_a_contract_with_its_promises(buyer: Actor) -> None:
    promise = a_promise()
    path = f"/contracts/{promise.contract.ref}"

    mine, theirs = (a_program(each).get(path) for each in (promise.manager, promise.reporter))

    assert mine.json() == theirs.json()
    assert mine.json()["promises"][0]["quantity"] == "100.00"
    listed = a_program(promise.reporter).get("/contracts").json()["items"]
    assert [each["ref"] for each in listed] == [promise.contract.ref]
    assert a_program(promise.community).get(path).status_code == 404


def test_a_page_of_the_register_takes_as_many_queries_whatever_is_on_it(
    buyer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one_minute(monkeypatch)
    program = a_program(buyer)
    notices(program)
    counts = []
    for limit in (1, 25):
        program.get(f"/register?limit={limit}")
        with CaptureQueriesContext(connection) as asked:
            program.get(f"/register?limit={limit}")
        counts.append(len(asked))

    assert counts[0] == counts[1] < 20


def test_the_law_is_asked_about_a_procurement_and_its_answer_kept(buyer: Actor) -> None:
    program = a_program(buyer)
    ref = program.post("/procurements", REPAIRS).json()["ref"]
    where = f"/procurements/{ref}/rulings"
    given = {"authority": "best-value", "nation": "england", "value": "6000000", "vat": "included"}

    first = program.post(where, {**given, "on": "2026-11-20"})

    assert first.status_code == 201, first.content
    told = first.json()
    assert first["Location"].endswith(f"{where}/1")
    # What was left out is as the procurement has it.
    assert (told["facts"]["kind"], told["facts"]["value"]) == ("works", "6000000")
    answers = {each["rule"]: each["answer"] for each in told["rulings"]}
    assert answers["procurement-act-2023"] == "applies"
    assert told["differs"] is None
    assert told["to_record"]
    again = program.post(where, {"value": "60000", "on": "2026-11-20"}).json()
    assert again["facts"]["authority"] == "best-value"
    assert {"applies", "does-not-apply"} == {
        each[side]
        for each in again["differs"]
        for side in ("was", "now")
        if each["title"].startswith("Procurement Act 2023, section 12")
    }
    assert program.get(f"{where}/1").json() == told
    assert [each["number"] for each in program.get(where).json()["items"]] == [2, 1]
    assert a_program(a_buyer()).get(f"{where}/1").status_code == 404


def test_a_fact_that_cannot_be_is_refused_by_its_name(buyer: Actor) -> None:
    program = a_program(buyer)
    ref = program.post("/procurements", {"title": "Repairs", "kind": "works"}).json()["ref"]
    where = f"/procurements/{ref}/rulings"

    without = program.post(where, {"authority": "best-value", "nation": "england", "vat": "included"})

    assert without.status_code == 422
    assert "value: " in without.json()["detail"]
    assert program.post(where, {"authority": "x"}).status_code == 422
    assert program.get(where).json()["items"] == []
