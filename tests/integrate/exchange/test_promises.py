"""Promises of contracts already running come in from a spreadsheet, marked as carried in, and go while nothing stands on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, as_tenant, has_right
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import carry_in
from fourfold.integrate.exchange.sheets.checking import check_sheet
from fourfold.integrate.exchange.sheets.taking import take_sheet
from fourfold.integrate.models import Commitment, CommitmentQuarter, Contract, ImportState, RegisterImport
from fourfold.integrate.queries.carried_in import where_it_came_from
from fourfold.integrate.queries.commitments import commitment_row
from fourfold.partner.actions.deliveries import report
from tests.builders.browsing import signed_in, words
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import a_buyer, a_procurement, an_adopted_measure
from tests.builders.promises import A_NOTE
from tests.ground.files.made import a_pdf
from tests.integrate.exchange.test_ocds_import import AT
from tests.integrate.exchange.test_sheets import lines, uploaded

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db
HEADINGS = "Contract Ref,Contract Title,Supplier,Contract Value,Start Date,End Date,Date Signed,Commitment,Target,Unit,Due By"
C1 = "C1,Void clearance,Quixby Homes,120000,01/04/2026,31/03/2028,15/03/2026"
C2 = "C2,Grass cutting,Quixby Homes,8000,01/04/2026,31/03/2027,20/03/2026"


@pytest.fixture
def by() -> Actor:
    by = a_buyer(Role.COMMISSIONER)
    an_adopted_measure(by.organisation_id)
    an_organisation("Quixby Homes")
    return by


def a_file(*rows: str) -> bytes:
    return "\r\n".join([HEADINGS, *rows]).encode()


def carried_in(by: Actor, *rows: str) -> RegisterImport:
    with as_tenant(by.organisation_id):
        return take_sheet(by=by, waiting=uploaded(by, a_file(*rows), purpose="promises"), at=AT)


def test_contracts_and_their_promises_come_in_profiled_by_quarter_for_their_supplier_to_report(
    by: Actor,
) -> None:
    record = carried_in(
        by,
        f"{C1},apprenticeships,8,Apprenticeships,",
        f"{C1},Apprenticeships,2,,31/12/2026",
        f"{C2},Apprenticeships,1,,",
    )
    assert (record.state, record.releases, record.taken, record.left_out) == (ImportState.TAKEN, 3, 3, 0)
    with as_tenant(by.organisation_id):
        first, second = Contract.objects.order_by("pk")
        assert (first.title, first.amount, first.signed_on) == ("Void clearance", 120_000, date(2026, 3, 15))
        assert (first.procurement_id, first.award_id, first.carried_in_id) == (None, None, record.pk)
        promises = [
            (each.number, each.quantity, each.ends_on, each.offer) for each in first.commitments.all()
        ]
        assert promises == [(1, 8, date(2028, 3, 31), None), (2, 2, date(2026, 12, 31), None)]
        assert (
            sum(each.quantity for each in CommitmentQuarter.objects.filter(commitment__contract=first)) == 10
        )
        came = where_it_came_from(first.ref)
        assert came is not None
        assert (came.reference, came.signed_pages) == ("C1", ())
        assert second.commitments.count() == 1
    supplier = Organisation.objects.get(name="Quixby Homes")
    assert has_right(tenant=supplier.pk, thing=first.root, right=Right.REPORT, on=TODAY)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (f"{C1},Apprenticeships,8,hours,", "J (Unit)", "is counted in apprenticeships, not in hours"),
        (f"{C1},Apprenticeships,8,potatoes,", "J (Unit)", "is not one that things are counted in here"),
        (f"{C1},Trees planted,8,,", "H (Commitment)", "is no measure of your adopted policy"),
        (f"{C1},Apprenticeships,-8,,", "I (Target)", "more than nothing"),
        (f"{C1},Apprenticeships,1.5,,", "I (Target)", "come in whole numbers"),
        (f"{C1},Apprenticeships,8,,01/01/2020", "K (Due By)", "before it begins"),
        (f"{C1.replace('120000', '€120000')},Apprenticeships,8,,", "D (Contract Value)", "in pounds"),
        (
            f"{C1.replace('Quixby', 'Quacksby').replace('C1', 'C9')},Apprenticeships,8,,",
            "C (Supplier)",
            "No organisation here is surely meant",
        ),
        (
            f"{C2.replace('C2', 'C1')},Apprenticeships,8,,",
            "B (Contract Title)",
            "is not what row 2 says of the same contract",
        ),
        (f"{C1.replace('15/03/2026', '')},Apprenticeships,8,,", "G (Date Signed)", "is empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_rest_is_kept(
    by: Actor, row: str, column: str, said: str
) -> None:
    good = f"{C1},Apprenticeships,8,,"
    with as_tenant(by.organisation_id):
        check = check_sheet(uploaded(by, a_file(good, row), purpose="promises"))
    assert (check.counts["added"], check.counts["refused"]) == (1, 1)
    ((where, _, why),) = lines(check, "refused")
    assert where == f"row 3, column {column}"
    assert said in why


def test_the_same_file_again_carries_nothing_in_twice(by: Actor) -> None:
    carried_in(by, f"{C1},Apprenticeships,8,,")
    with as_tenant(by.organisation_id):
        check = check_sheet(uploaded(by, a_file(f"{C1},Apprenticeships,8,,"), purpose="promises"))
    assert (check.to_take, check.counts["unchanged"]) == (0, 1)


def test_they_go_again_with_their_signed_page_and_their_supplier_sees_them_no_more(by: Actor) -> None:
    record = carried_in(by, f"{C1},Apprenticeships,8,,")
    with as_tenant(by.organisation_id):
        contract = Contract.objects.get()
        carry_in.add_signed_page(by=by, contract=contract, name="p.pdf", content=a_pdf(), at=AT)
        came = where_it_came_from(contract.ref)
        assert came is not None
        assert [file.name for file in came.signed_pages] == ["p.pdf"]

        record = carry_in.take_out(by=by, record=record, at=AT)

        assert record.state == ImportState.UNDONE
        for table in (Contract, Commitment, CommitmentQuarter, EvidenceFile):
            assert not table.objects.exists()
        with pytest.raises(NotAllowed, match="taken out again"):
            carry_in.take_out(by=by, record=record, at=AT)
    supplier = Organisation.objects.get(name="Quixby Homes")
    assert not has_right(tenant=supplier.pk, thing=contract.root, right=Right.SEE, on=TODAY)
    assert carried_in(by, f"{C1},Apprenticeships,8,,").taken == 1


def test_once_something_is_reported_they_stay(by: Actor) -> None:
    record = carried_in(by, f"{C1},Apprenticeships,8,,")
    supplier = Organisation.objects.get(name="Quixby Homes")
    with as_tenant(supplier.pk):
        report(
            by=an_actor(role=Role.SUPPLIER, organisation=supplier),
            commitment=commitment_row(pk=Commitment.objects.get().pk),
            quantity=Decimal(2),
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 31),
            words="Two apprentices started.",
            uploads=[A_NOTE],
            recipient=None,
            on=TODAY,
            at=AT,
        )
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match="so they stay"):
            carry_in.take_out(by=by, record=record, at=AT)
        assert Commitment.objects.count() == Contract.objects.count() == 1
        record.refresh_from_db()
        assert record.state == ImportState.TAKEN


def test_the_database_holds_that_what_was_carried_in_was_not_tendered_here(by: Actor) -> None:
    carried_in(by, f"{C1},Apprenticeships,8,,")
    procurement = a_procurement(by)
    with (
        as_tenant(by.organisation_id),
        pytest.raises(IntegrityError),
        change(by=by, owner=by.organisation_id, reason="For a test"),
        transaction.atomic(),
    ):
        Contract.objects.update(procurement=procurement)


def test_on_the_pages_they_say_where_they_came_from_and_take_the_signed_page(by: Actor) -> None:
    record = carried_in(by, f"{C1},Apprenticeships,8,,")
    with as_tenant(by.organisation_id):
        contract = Contract.objects.get()
    client = signed_in(by)
    report = f"/integrate/register/imports/{record.ref}/"
    assert "Void clearance C1 Quixby Homes Add the signed page" in words(client.get(report))
    assert "Carried in, not tendered here: “C1”" in words(client.get(f"/contracts/{contract.ref}/"))
    address = f"/contracts/{contract.ref}/signed-page/"
    refused = client.post(address, {"page": SimpleUploadedFile("p.pdf", b"<html>")})
    assert refused.status_code == 422
    answer = client.post(address, {"page": SimpleUploadedFile("p.pdf", a_pdf())})
    assert answer["Location"] == f"/contracts/{contract.ref}/"
    assert "Signed page: p.pdf" in words(client.get(answer["Location"]))
    assert "Kept" in words(client.get(report))
    stranger = signed_in(an_actor(role=Role.COMMISSIONER))
    assert stranger.get(address).status_code == 404


def test_only_a_commissioner_carries_contracts_in(by: Actor) -> None:
    lead = an_actor(role=Role.LEAD, organisation=Organisation.objects.get(pk=by.organisation_id))
    assert "Promises of contracts already running" in words(
        signed_in(by).get("/integrate/register/import/spreadsheet/")
    )
    page: Any = signed_in(lead).get("/integrate/register/import/spreadsheet/")
    assert "Promises of contracts already running" not in words(page)
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="carry in contracts already running"):
        uploaded(lead, a_file(), purpose="promises")
