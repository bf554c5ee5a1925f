"""Figures and accounts through the API."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.measure.actions import accounts
from tests.builders.api import Program, a_program
from tests.builders.ground import TODAY
from tests.builders.measure import (
    a_value,
    a_verified_delivery,
    an_account,
    an_assured_account,
    signatories,
)
from tests.builders.promises import NOW, a_delivery, a_promise

if TYPE_CHECKING:
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(monkeypatch: pytest.MonkeyPatch) -> Promise:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_promise()


def published(promise: Promise) -> str:
    people = signatories(promise.buyer)
    account = an_assured_account(promise, people)
    with as_tenant(promise.buyer.pk):
        account = accounts.sign(by=people.approver, account=account, on=TODAY)
        return str(accounts.publish(by=people.lead, account=account, on=TODAY, at=NOW).ref)


def test_the_five_figures_of_both_sides(promise: Promise) -> None:
    a_verified_delivery(promise, quantity=10, verified="8")
    a_delivery(promise, quantity=5)

    buyer = a_program(promise.manager).get("/figures").json()
    supplier = a_program(promise.reporter).get("/figures?side=promised_by").json()

    (row,) = buyer["measures"]
    assert row["figures"]["committed"] == "100.00"
    assert row["figures"]["reported"] == "15.00"
    assert row["figures"]["verified"] == "8.00"
    assert supplier["measures"] == buyer["measures"]
    assert a_program(promise.reporter).get("/figures").json()["measures"] == []
    contract = a_program(promise.reporter).get(f"/contracts/{promise.contract.ref}/figures").json()
    assert contract["commitments"][0]["figures"] == row["figures"]
    assert a_program(promise.community).get(f"/contracts/{promise.contract.ref}/figures").status_code == 404


def test_the_figures_of_a_year_are_of_that_year(promise: Promise) -> None:
    a_verified_delivery(promise)

    this, last = (a_program(promise.manager).get(f"/figures?year={year}").json() for year in (2026, 2025))

    assert (this["from_day"], this["to_day"]) == ("2026-04-01", "2027-03-31")
    assert this["measures"][0]["figures"]["verified"] == "10.00"
    assert last["measures"][0]["figures"]["verified"] == "0"
    assert last["measures"][0]["figures"]["due"] == "50.00"


def test_a_draft_account_is_its_organisations_alone(promise: Promise) -> None:
    a_verified_delivery(promise)
    account = an_account(promise)
    path = f"/accounts/{account.ref}"

    assert a_program(promise.manager).get(path).json()["state"] == "draft"
    listed = a_program(promise.manager).get("/accounts?own=true").json()["items"]
    assert [each["ref"] for each in listed] == [account.ref]
    for stranger in (Program(), a_program(promise.reporter)):
        for address in (path, f"{path}/account.csv", f"{path}/account.json"):
            assert stranger.get(address).status_code == 404
    assert Program().get("/accounts").json()["items"] == []


def test_anyone_reads_a_published_account_and_can_check_its_fingerprint(promise: Promise) -> None:
    a_value(promise)
    a_verified_delivery(promise)
    ref = published(promise)

    read = Program().get(f"/accounts/{ref}").json()

    assert read["lines"][0]["figures"]["published"] == "10.00"
    assert read["lines"][0]["worth"][0]["pounds"] == "15000.00"
    signed = Program().get(f"/accounts/{ref}/account.json")
    assert hashlib.sha256(signed.content).hexdigest() == read["sha256"]
    table = Program().get(f"/accounts/{ref}/account.csv")
    assert table.status_code == 200, table.content
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert b"15000.00" in table.content
    assert [each["ref"] for each in Program().get("/accounts").json()["items"]] == [ref]
