"""Deliveries through the API: what the pages do, by the same checks."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.ground.files import actions as files
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.partner.models import Delivery
from tests.builders.api import a_program, a_report, an_upload, etag, in_one_minute
from tests.builders.ground import TODAY, an_actor, trail
from tests.builders.promises import a_delivery, a_promise

if TYPE_CHECKING:
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Promise:
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_promise()


def to_report_on(promise: Promise) -> str:
    return f"/contracts/{promise.contract.ref}/commitments/1/deliveries"


def test_a_supplier_uploads_evidence_and_reports_with_it(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    file = an_upload(supplier)

    answer = supplier.post(to_report_on(promise), a_report(promise, file))

    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert shown["quantity"] == "10.00"
    assert shown["state"] == "reported"
    assert shown["confirmation"]["state"] == "asked"
    assert answer["Location"] == f"/api/v1/deliveries/{shown['ref']}"
    assert supplier.get(f"/deliveries/{shown['ref']}").json() == {**shown, "quantity": "10.00"}
    assert [each["name"] for each in shown["evidence"]] == ["register.txt"]
    # Every part of it is on the trail, by the person whose token it was.
    assert {entry.person for entry in trail(reason="Reported a delivery")} == {promise.reporter.person_id}


def test_the_buyer_reads_the_very_bytes_that_the_supplier_uploaded(promise: Promise) -> None:
    supplier, buyer = a_program(promise.reporter), a_program(promise.manager)
    file = an_upload(supplier, b"The very bytes.")
    delivery = supplier.post(to_report_on(promise), a_report(promise, file)).json()["ref"]

    evidence = buyer.get(f"/deliveries/{delivery}").json()["evidence"][0]
    described = buyer.get(f"/files/{evidence['ref']}").json()
    content = buyer.get(described["content"].removeprefix("/api/v1"))

    assert b"".join(content.streaming_content) == b"The very bytes."
    assert content["Content-Disposition"] == 'attachment; filename="register.txt"'
    assert "sandbox" in content["Content-Security-Policy"]
    # The supplier's own copy, from before the report, stays the supplier's.
    assert buyer.get(f"/files/{file}").status_code == 404


def test_evidence_of_another_organisation_cannot_be_named(promise: Promise) -> None:
    theirs = an_upload(a_program(an_actor(role="supplier")))

    answer = a_program(promise.reporter).post(to_report_on(promise), a_report(promise, theirs))

    assert answer.status_code == 422
    assert [each["at"] for each in answer.json()["errors"]] == ["evidence"]
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()


def test_a_delivery_goes_from_report_to_proof(promise: Promise) -> None:
    supplier, charity, buyer = (
        a_program(each) for each in (promise.reporter, promise.community, promise.manager)
    )
    path = supplier.post(to_report_on(promise), a_report(promise, an_upload(supplier)))["Location"]
    path = path.removeprefix("/api/v1")

    disputed = charity.post(
        f"{path}/confirmation", {"quantity": "7", "words": "Three never came."}, headers=etag(charity, path)
    )
    assert disputed.json()["confirmation"]["state"] == "disputed"
    refused = buyer.post(
        f"{path}/verification", {"quantity": "7", "on_evidence": "Sheets"}, headers=etag(buyer, path)
    )
    assert refused.status_code == 403
    assert "Resolve the dispute first" in refused.json()["detail"]
    resolved = buyer.post(
        f"{path}/resolution", {"resolution": "Seven, both agree."}, headers=etag(buyer, path)
    )
    assert resolved.json()["confirmation"]["state"] == "resolved"
    verified = buyer.post(
        f"{path}/verification", {"quantity": 7, "on_evidence": "Sheets"}, headers=etag(buyer, path)
    )

    assert verified.json()["verification"]["quantity"] == "7.00"
    assert verified.json()["state"] == "accepted"


def test_what_is_returned_is_reported_again(promise: Promise) -> None:
    supplier, buyer = a_program(promise.reporter), a_program(promise.manager)
    path = f"/deliveries/{a_delivery(promise).ref}"
    returned = buyer.post(f"{path}/return", {"because": "How many finished?"}, headers=etag(buyer, path))
    assert returned.json()["returned_because"] == "How many finished?"

    again = supplier.post(
        f"{path}/reports",
        {"quantity": "9", "words": "Nine did.", "evidence": [an_upload(supplier)]},
        headers=etag(supplier, path),
    )

    assert again.json()["quantity"] == "9.00"
    assert len(again.json()["evidence"]) == 2


def test_whoever_may_not_know_of_a_delivery_learns_nothing(promise: Promise) -> None:
    delivery = a_delivery(promise)
    stranger = a_program(an_actor(role=["contract_manager", "supplier", "community", "lead"]))

    nothing = stranger.get("/deliveries/0000000000")
    for answer in (
        stranger.get(f"/deliveries/{delivery.ref}"),
        stranger.post(f"/deliveries/{delivery.ref}/return", {"because": "x"}, headers={"If-Match": "*"}),
        stranger.post(to_report_on(promise), a_report(promise, "0000000000")),
    ):
        assert answer.status_code == 404
        assert {**answer.json(), "instance": ""} == {**nothing.json(), "instance": ""}
    assert stranger.get("/deliveries").json()["items"] == []


def test_a_dispute_in_confidence_is_not_shown_to_the_supplier(promise: Promise) -> None:
    charity = a_program(promise.community)
    path = f"/deliveries/{a_delivery(promise).ref}"
    charity.post(
        f"{path}/confirmation",
        {"quantity": "0", "words": "Nobody came.", "in_confidence": True},
        headers=etag(charity, path),
    )

    supplier = a_program(promise.reporter).get(path)

    assert supplier.json()["confirmation"] is None
    assert b"Nobody came" not in supplier.content
    assert a_program(promise.manager).get(path).json()["confirmation"]["words"] == "Nobody came."


def test_nothing_is_decided_on_what_has_changed_since_it_was_read(promise: Promise) -> None:
    buyer, charity = a_program(promise.manager), a_program(promise.community)
    path = f"/deliveries/{a_delivery(promise).ref}"
    read = etag(buyer, path)
    charity.post(f"{path}/confirmation", {}, headers=etag(charity, path))

    stale = buyer.post(f"{path}/rejection", {"because": "Never heard of it"}, headers=read)
    blind = buyer.post(f"{path}/rejection", {"because": "Never heard of it"})

    assert (stale.status_code, stale.json()["type"]) == (412, "/api/v1/problems#changed-meanwhile")
    assert (blind.status_code, blind.json()["type"]) == (428, "/api/v1/problems#no-etag")
    assert buyer.get(path).json()["state"] == "reported"


def test_the_list_is_filtered_and_comes_in_parts(promise: Promise) -> None:
    made = [a_delivery(promise, quantity=each).ref for each in (1, 2, 3)]
    buyer = a_program(promise.manager)
    path = f"/deliveries/{made[1]}"
    buyer.post(f"{path}/return", {"because": "Why?"}, headers=etag(buyer, path))

    first = buyer.get("/deliveries?limit=2")
    second = buyer.get(f"/deliveries?limit=2&cursor={first.json()['next_cursor']}")

    assert [each["ref"] for each in (*first.json()["items"], *second.json()["items"])] == made[::-1]
    assert second.json()["next_cursor"] is None
    assert f"cursor={made[1]}" in first["Link"]
    waiting = buyer.get("/deliveries?waiting_to=verify").json()["items"]
    assert [each["ref"] for each in waiting] == [made[2], made[0]]
    # The cursor's record has left the filter since: the list goes on after it all the same.
    after = buyer.get(f"/deliveries?state=reported&cursor={made[1]}").json()["items"]
    assert [each["ref"] for each in after] == [made[0]]
    assert buyer.get(f"/deliveries?contract={promise.contract.ref}&limit=1").json()["items"] != []


def test_a_page_of_deliveries_takes_as_many_queries_whatever_is_on_it(
    promise: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one_minute(monkeypatch)
    buyer = a_program(promise.manager)
    a_delivery(promise)
    buyer.get("/deliveries")
    with CaptureQueriesContext(connection) as one:
        buyer.get("/deliveries")
    for _ in range(5):
        a_delivery(promise)
    with CaptureQueriesContext(connection) as six:
        assert len(buyer.get("/deliveries").json()["items"]) == 6

    assert len(six) == len(one)
    assert len(six) < 20


def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(promise: Promise) -> None:
    supplier = a_program(promise.reporter)

    answer = supplier.upload("/files", BytesIO(b"\x7fELF\x00\x01"))

    assert answer.status_code == 422
    assert "is a program" in answer.json()["detail"]
    with as_tenant(promise.supplier.pk):
        assert not EvidenceFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(promise: Promise, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 1_000

    answer = a_program(promise.reporter).upload("/files", SimpleUploadedFile("note.txt", b"x" * 1_001))

    assert files.can_upload(promise.reporter)
    assert (answer.status_code, answer.json()["type"]) == (413, "/api/v1/problems#too-large")


@pytest.mark.parametrize("role", sorted({*Role.values} - {"supplier"}))
def test_who_may_not_report_uploads_nothing(promise: Promise, role: str) -> None:
    by = an_actor(role=role)

    answer = a_program(by).upload("/files", SimpleUploadedFile("note.txt", b"Seen."))

    assert answer.status_code == 403
    assert "can upload evidence" in answer.json()["detail"]
    assert not files.can_upload(by)
    with as_tenant(by.organisation_id):
        assert not EvidenceFile.objects.exists()
