"""The pages of routes, letters, standstill, notices, variations and evidence: sent well and badly, by both sides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.exchange.evidence_pack.archive import check
from fourfold.integrate.exchange.evidence_pack.key import public_key
from fourfold.integrate.models import Invited, OutcomeLetter, RouteChoice
from fourfold.integrate.rules.routes import Ground, Route
from tests.builders.browsing import signed_in, words
from tests.builders.ground import an_organisation
from tests.builders.integrate import (
    a_bid,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_tender,
    awarded,
    moderated,
    sealed,
)
from tests.builders.routes import a_contract, approves, by_route, of, proposes_directly, tells

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def test_the_route_is_chosen_in_two_steps_and_what_was_typed_comes_back() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    client = signed_in(by)
    address = f"/integrate/procurements/{procurement.ref}/route/"
    page = words(client.get(address))
    assert "Direct award: 6 steps are skipped" in page
    supplier = an_organisation()
    sent = {
        "version": procurement.version,
        "quotes_rule": "Section 4",
        "supplier_1": supplier.ref,
        "because": "Small.",
    }
    answer = client.post(f"{address}?route=quotes", {**sent, "fewest_quotes": "three"})
    assert answer.status_code == 422
    assert "Enter a whole number, such as 3" in words(answer)
    assert "Section 4" in answer.content.decode()
    assert client.post(f"{address}?route=quotes", {**sent, "fewest_quotes": "3"}).status_code == 302
    with as_tenant(by.organisation_id):
        assert RouteChoice.objects.get().fewest_quotes == 3
        assert Invited.objects.get().supplier == supplier
    page = words(client.get(f"/integrate/procurements/{procurement.ref}/"))
    assert "The route: Quotes" in page
    assert "Your rules want 3 suppliers to be asked, and 1 are" in page


def test_a_bidder_reads_its_letter_as_page_and_pdf_and_nobody_else_of_its_kind_does() -> None:
    to = a_tender()
    winner, loser = a_bidder(), a_bidder()
    sealed(to, winner, a_bid(to))
    sealed(to, loser, a_bid(to, price="500000.00"))
    moderated(to, [5, 3])
    tells(to, awarded(to))
    with as_tenant(to.buyer.pk):
        letter = OutcomeLetter.objects.get(bidder_id=loser.organisation_id)
    address = f"/outcomes/{letter.ref}/"
    page = words(signed_in(loser).get(address))
    assert "Your bid came 2nd of 2" in page
    pdf = signed_in(loser).get(f"{address}letter.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "Feedback letter" in words(signed_in(loser).get(f"/tenders/{to.procurement.ref}/"))
    assert signed_in(winner).get(address).status_code == 404
    buyer = words(signed_in(to.evaluator).get(f"/integrate/procurements/{to.procurement.ref}/outcome/"))
    assert "No standstill is mandatory here" in buyer


def test_a_direct_award_is_told_to_nobody_and_its_notice_is_data() -> None:
    supplier = a_bidder()
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(supplier)]),
        estimate="9000000.00",
    )
    tells(to, approves(to, proposes_directly(to)))
    client = signed_in(to.commissioner)
    home = f"/integrate/procurements/{to.procurement.ref}/"
    assert "Nobody bid, so no letters were sent" in words(client.get(f"{home}outcome/"))
    page = words(client.get(f"{home}notices/uk5/"))
    assert "Only this supplier holds the rights" in page
    release = json.loads(client.get(f"{home}notices/uk6/release.json").content)["releases"][0]
    assert release["tender"]["procurementMethod"] == "direct"
    assert release["awards"][0]["value"]["amount"] == 98000.0
    assert "Direct award" in words(client.get(f"{home}award/report/"))


def test_a_variation_that_may_not_be_is_refused_beside_its_field_with_what_was_typed() -> None:
    to, supplier, contract = a_contract()
    client = signed_in(to.manager)
    address = f"/contracts/{contract.ref}/variations/"
    sent = {
        "reason": "Less can be done.",
        "effective_on": "1 July 2027",
        "amount": "98,000",
        "ends_on": "31 December 2028",
        "quantity_1": "half",
        "ends_on_1": "31 December 2028",
        "ground": "small",
        "changes_scope": "no",
        "favours_supplier": "no",
        "changes_nature": "no",
    }
    answer = client.post(f"{address}new/", sent)
    assert answer.status_code == 422
    assert "Less can be done." in answer.content.decode()
    answer = client.post(f"{address}new/", {**sent, "quantity_1": "9"})
    assert answer["Location"] == f"{address}1/"
    page = words(client.get(f"{address}1/"))
    assert "12 apprenticeships by 31 December 2028" in page
    assert "9 apprenticeships by 31 December 2028" in page
    assert "The contract stands as it was signed" in words(signed_in(supplier).get(address))
    assert signed_in(supplier).get(f"{address}1/").status_code == 404
    signed_in(to.approver).post(f"{address}1/approve/")
    assert "Agree to this variation" in words(signed_in(supplier).get(f"{address}1/"))
    signed_in(supplier).post(f"{address}1/agree/")
    assert "9 apprenticeships: " in words(
        signed_in(supplier).get(f"/contracts/{contract.ref}/commitments/1/")
    )


def test_the_evidence_is_packed_by_the_worker_and_taken_away(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    to, _, _ = a_contract()
    client = signed_in(to.commissioner)
    address = f"/integrate/procurements/{to.procurement.ref}/evidence/"
    assert client.post(address).status_code == 302
    assert run_next(Worker("a test"))
    with as_tenant(MAINTENANCE):
        job = Job.objects.get(kind="integrate.evidence_pack")
        assert job.state == JobState.DONE, job.detail
    page = client.get(address).content.decode()
    link = page.split('href="/evidence/')[1].split('"')[0]
    content = client.get(f"/evidence/{link}", follow=True).getvalue()
    assert check(content, public_key=public_key()).faults == ()
