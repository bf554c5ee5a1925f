"""A spreadsheet on its pages: uploaded, its columns named, its rows looked at, taken in, taken out again; large ones as jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import ImportState, RegisterEntry, RegisterImport, WaitingSheet
from tests.builders.browsing import signed_in, words
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor
from tests.integrate.exchange.test_sheets import ROWS, a_file

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db
UPLOAD = "/integrate/register/import/spreadsheet/"


@pytest.fixture
def by() -> Actor:
    return an_actor(role=Role.COMMISSIONER)


def uploaded(client: Client, content: bytes, purpose: str = "contracts") -> str:
    """The address of the import."""
    answer = client.post(
        UPLOAD,
        {"file": SimpleUploadedFile("r.csv", content), "purpose": purpose, "publisher": "Anyshire"},
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).removesuffix("columns/")


def sent_on(client: Client, address: str, **more: str) -> str:
    """The page's form sent as it stands; where it leads."""
    answer = client.post(address, {**fields_on(client.get(address).content.decode()), **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_from_the_file_to_the_register_and_back(by: Actor) -> None:
    client = signed_in(by)
    address = uploaded(client, a_file([*ROWS, ("C3", "Cleaning", "", "", "", "1.234,56", "", "")]))
    page = words(client.get(f"{address}columns/"))
    assert "For example: Void clearance" in page

    assert sent_on(client, f"{address}columns/") == f"{address}check/"
    page = words(client.get(f"{address}check/"))
    assert "Would be left out 1" in page
    assert "row 4, column F (Contract Value (£))" in page
    assert "Take in 2 rows" in page
    assert "Grass cutting" in words(client.get(f"{address}check/?show=added"))
    with as_tenant(by.organisation_id):
        assert not RegisterEntry.objects.exists()

    assert sent_on(client, f"{address}check/") == address
    report = words(client.get(address))
    assert "Taken 2" in report
    assert "could be read in more than one way" in report
    assert "Void clearance" in words(client.get("/integrate/register/"))

    assert sent_on(client, f"{address}undo/") == address
    assert "This import was taken out again" in words(client.get(address))
    with as_tenant(by.organisation_id):
        assert not RegisterEntry.objects.exists()


def test_a_needed_column_is_asked_for_and_what_was_chosen_is_kept(by: Actor) -> None:
    client = signed_in(by)
    address = uploaded(client, a_file())
    given = {
        **fields_on(client.get(f"{address}columns/").content.decode()),
        "column_1": "",
        "column_2": "status",
    }
    answer = client.post(f"{address}columns/", given)
    assert answer.status_code == 422
    assert "Choose the heading that holds “Title of the contract”" in words(answer)
    assert '<option value="status" selected>' in answer.content.decode()


def test_a_discarded_upload_leaves_nothing_of_its_file(by: Actor) -> None:
    client = signed_in(by)
    address = uploaded(client, a_file())
    assert sent_on(client, f"{address}discard/") == "/integrate/register/imports/"
    with as_tenant(by.organisation_id):
        assert RegisterImport.objects.get().state == ImportState.DISCARDED
        assert not WaitingSheet.objects.exists()
    assert client.get(f"{address}check/")["Location"] == address


def test_what_is_no_spreadsheet_is_refused_beside_the_file(by: Actor) -> None:
    answer = signed_in(by).post(
        UPLOAD, {"file": SimpleUploadedFile("r.xlsx", b"no"), "purpose": "contracts", "publisher": "Anyshire"}
    )
    assert answer.status_code == 422
    assert "not a spreadsheet that can be read" in words(answer)
    assert "Anyshire" in answer.content.decode()


def test_a_large_file_is_checked_taken_in_and_out_by_the_worker(
    by: Actor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORT_AT_ONCE_BYTES = 10
    monkeypatch.setattr("fourfold.integrate.web.import_register.view.UNDONE_AT_ONCE", 1)
    client = signed_in(by)
    address = uploaded(client, a_file())

    for step, said in (
        ("columns", "The rows are checked"),
        ("check", "2 rows were taken, 0 were here already, 0 were left out."),
        ("undo", "2 were taken out, 0 stay as another file holds them too, 0 stay in use."),
    ):
        job = sent_on(client, f"{address}{step}/")
        assert job.startswith("/jobs/")
        assert run_next(Worker("a test"))
        assert said in words(client.get(job))
    with as_tenant(by.organisation_id):
        assert RegisterImport.objects.get().state == ImportState.UNDONE
        assert not RegisterEntry.objects.exists()


def test_payments_are_added_up_by_supplier_and_unlike_currencies_are_not(by: Actor) -> None:
    client = signed_in(by)
    content = b"Date,Supplier,Amount\r\n1/6/2021,Quixby,10\r\n2/6/2021,Quixby,5.50\r\n2/6/2022,Quixby,\xe2\x82\xac7\r\n"
    address = uploaded(client, content, "spend")
    sent_on(client, f"{address}columns/")
    sent_on(client, f"{address}check/")
    page = words(client.get("/integrate/spend/"))
    assert "2 £15.50" in page
    assert "1 EUR 7.00" in page
    assert "EUR" not in words(client.get("/integrate/spend/?year=2021"))


def test_only_who_may_import_sees_the_way(by: Actor) -> None:
    address = uploaded(signed_in(by), a_file())
    evaluator = an_actor(role=Role.EVALUATOR)
    assert signed_in(evaluator).get(UPLOAD).status_code == 403
    assert signed_in(evaluator).get(f"{address}columns/").status_code == 404


def test_the_register_is_taken_away_as_a_file(by: Actor) -> None:
    client = signed_in(by)
    address = uploaded(client, a_file())
    sent_on(client, f"{address}columns/")
    sent_on(client, f"{address}check/")
    assert "2 releases and rows" in words(client.get("/integrate/register/export/"))
    for file, begins in (
        ("register.csv", b"\xef\xbb\xbfNumber,Title"),
        ("register.xlsx", b"PK"),
        ("register.json", b'{"uri"'),
        ("procurements.json", b'{"uri"'),
    ):
        answer = client.get(f"/integrate/register/export/{file}")
        content = answer.getvalue()
        assert content.startswith(begins)
        assert int(answer["Content-Length"]) == len(content)
        assert file in answer["Content-Disposition"]
    assert client.get("/integrate/register/export/register.exe").status_code == 404
