"""A tender on another portal: its social value questions go out, and answers, points and award come back to a contract."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import contracts, elsewhere, elsewhere_back, interests, tender
from fourfold.integrate.models import Award, ElsewhereBid, ElsewhereScore, Procurement
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.elsewhere import social_fields
from fourfold.integrate.rules.bid_fields import Kind
from tests.builders.browsing import signed_in, words
from tests.builders.filled_in import fields_on
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import a_buyer, a_considered_procurement, a_procurement, assessed
from tests.builders.workbooks import filled

if TYPE_CHECKING:
    from django.test import Client

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


def fresh(by: Actor, procurement: Procurement) -> Procurement:
    with as_tenant(by.organisation_id):
        return Procurement.objects.select_related("owner").get(pk=procurement.pk)


def marked(by: Actor, procurement: Procurement) -> None:
    with as_tenant(by.organisation_id):
        elsewhere.mark(
            by=by, procurement=procurement, portal="Bravo Portal", reference="BP-77", link="", on=TODAY
        )


def out_and_closed(by: Actor, procurement: Procurement) -> None:
    """Sent out ten days ago; bids closed there five days ago."""
    now = timezone.now()
    with as_tenant(by.organisation_id):
        elsewhere.send_out(
            by=by,
            procurement=fresh(by, procurement),
            bids_close_at=now - timedelta(days=5),
            at=now - timedelta(days=10),
        )


def keys(by: Actor, procurement: Procurement) -> dict[Kind, str]:
    with as_tenant(by.organisation_id):
        return {field.kind: field.key for field in social_fields(procurement)}


def uploads(client: Client, page: str, **sent: Any) -> Any:
    """Posts the page's form, with what it holds already."""
    return client.post(page, {**fields_on(client.get(page).content.decode()), **sent}, follow=True)


def a_file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_from_the_questions_that_go_out_to_a_contract_with_its_commitments() -> None:
    by = a_buyer(Role.COMMISSIONER)
    buyer = Organisation.objects.get(pk=by.organisation_id)
    approver = an_actor(role=Role.APPROVER, organisation=buyer)
    manager = an_actor(role=Role.CONTRACT_MANAGER, organisation=buyer)
    ash = an_organisation("Ash Repairs Ltd", sector=Sector.PRIVATE)
    beech = an_organisation("Beech Builders CIC", sector=Sector.SOCIAL_ENTERPRISE)
    procurement = a_considered_procurement(by)
    client, page = signed_in(by), f"/integrate/procurements/{procurement.ref}/elsewhere/"

    told = uploads(client, page, portal="Bravo Portal", reference="BP-77", link="javascript:alert(1)")
    assert "Enter a whole address" in words(told)
    uploads(client, page, portal="Bravo Portal", reference="BP-77", link="https://bravo.example/77")
    with as_tenant(buyer.pk), pytest.raises(NotAllowed, match="taken on Bravo Portal"):
        tender.check_can_open_for_bids(by, fresh(by, procurement))
    # Only what is social value goes out, and no price.
    assert set(keys(by, procurement)) == {Kind.IDENTIFIER, Kind.QUANTITY, Kind.METHOD}
    assert client.get(f"{page}questions.pdf").content[:4] == b"%PDF"
    assert client.get(f"{page}questions.docx").content[:2] == b"PK"
    assert client.get(f"{page}questions.exe").status_code == 404
    out_and_closed(by, procurement)
    workbook = client.get(f"{page}questions.xlsx").content

    # Looked at first, and nothing is kept; then taken in, without the cell that cannot be read.
    field = keys(by, procurement)
    good = filled(workbook, {field[Kind.QUANTITY]: 12, field[Kind.METHOD]: "With the college"})
    looked = uploads(
        client, f"{page}answers/", bidder=ash.name, workbook=a_file(good, "ash.xlsx"), next="check"
    )
    assert "Nothing was kept. 2 of 3 cells" in words(looked)
    assert _count(by, ElsewhereBid) == 0
    uploads(client, f"{page}answers/", bidder=ash.name, workbook=a_file(good, "ash.xlsx"), next="take")
    bad = filled(workbook, {field[Kind.QUANTITY]: -3, field[Kind.METHOD]: "With our own people"})
    shown = uploads(
        client, f"{page}answers/", bidder=beech.name, workbook=a_file(bad, "beech.xlsx"), next="take"
    )
    assert "1 cell could not be read" in words(shown)
    assert "With our own people" in words(shown)

    # Points line by line: two are taken, and the one that is off the scale is named.
    lines = (
        "Bidder,Criterion,Points,Marks,Reason\n"
        "Ash Repairs Ltd,Social value,4,16,Clear\n"
        "Beech Builders CIC,Social value,7,,\n"
    )
    told = uploads(client, f"{page}points/", sheet=a_file(lines.encode(), "points.csv"), next="check")
    assert "Row 3: 7 is not from 0 to 5" in words(told)
    assert _count(by, ElsewhereScore) == 0
    uploads(client, f"{page}points/", sheet=a_file(lines.encode(), "points.csv"), next="take")
    assert _count(by, ElsewhereScore) == 1
    assert client.get(f"{page}points/points.xlsx").content[:2] == b"PK"

    # Now that it is known who bids, interests and conflicts are asked about again.
    with as_tenant(buyer.pk):
        bids = {each.bidder_id: each.ref for each in ElsewhereBid.objects.all()}
    assert "it is known who bids" in words(client.get(page))
    for who in (by, approver):
        with as_tenant(buyer.pk):
            interests.declare(
                by=who, procurement=fresh(by, procurement), has_interest=False, detail="", on=TODAY
            )
    assessed(by, fresh(by, procurement))
    today = timezone.localdate()
    award = {
        "value": "£398,000",
        "decided_on": day_text(today - timedelta(days=3)),
        "reason": "The most advantageous.",
        "told_on": day_text(today - timedelta(days=3)),
        "standstill_until": day_text(today),
    }
    notice = b"Award notice 77"
    refused = uploads(
        client, f"{page}award/", **award, bid=bids[beech.pk], evidence=a_file(notice, "notice.txt")
    )
    assert "Beech Builders CIC has no points under “Social value” yet" in words(refused)
    proposed = uploads(
        client, f"{page}award/", **award, bid=bids[ash.pk], evidence=a_file(notice, "notice.txt")
    )
    assert "£398,000" in words(proposed)
    assert "notice.txt" in words(proposed)
    # Taken out again while nobody has approved it, and brought back.
    client.post(f"{page}award/take-out/", fields_on(proposed.content.decode()))
    assert _count(by, Award) == 0
    uploads(client, f"{page}award/", **award, bid=bids[ash.pk], evidence=a_file(notice, "notice.txt"))
    approved = signed_in(approver).post(
        f"/integrate/procurements/{procurement.ref}/award/approve/", follow=True
    )
    assert f"Approved by {approver.name}" in words(approved)

    with as_tenant(buyer.pk):
        decision = Award.objects.select_related("procurement__owner", "opened_bid__bidder").get()
        with pytest.raises(NotAllowed, match="standstill on Bravo Portal"):
            contracts.check_can_sign(by, decision, on=today)
        contract = contracts.sign(
            by=by,
            award=decision,
            starts_on=today,
            ends_on=today + timedelta(days=700),
            manager=Person.objects.get(pk=manager.person_id),
            on=today + timedelta(days=1),
        )
    with as_tenant(buyer.pk):
        (promise,) = commitments_of_contract(contract.ref)
    assert (promise.quantity, promise.measure_title) == (Decimal(12), "Apprenticeships")
    assert contract.amount == 398_000
    told = words(client.get(f"/contracts/{contract.ref}/"))
    assert "Tendered elsewhere: Bravo Portal, BP-77." in told
    assert "Add the signed page" in told
    assert "It is done on Bravo Portal." in words(client.get(f"/integrate/procurements/{procurement.ref}/"))
    assert client.get(f"/tenders/{procurement.ref}/schedule/").status_code == 200
    for address in ("", "award/report/", "evaluation/", "notices/", "evidence/"):
        assert client.get(f"/integrate/procurements/{procurement.ref}/{address}").status_code == 200


def _count(by: Actor, model: Any) -> int:
    with as_tenant(by.organisation_id):
        return int(model.objects.count())


def test_the_gate_is_that_of_every_procurement_and_nothing_is_read_before_bids_close() -> None:
    by = a_buyer(Role.COMMISSIONER)
    planned = a_procurement(by)
    marked(by, planned)
    now = timezone.now()
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed, match="Record what was considered first"):
            elsewhere.check_can_send_out(by, fresh(by, planned))
        elsewhere.take_bids_here(by=by, procurement=fresh(by, planned))
        with pytest.raises(NotAllowed, match="Say first on which portal"):
            elsewhere.check_can_send_out(by, fresh(by, planned))
    without = a_considered_procurement(a_buyer(Role.COMMISSIONER), with_ask=False)
    ready = a_considered_procurement(by)
    marked(by, ready)
    with as_tenant(by.organisation_id):
        sent = elsewhere.send_out(
            by=by, procurement=fresh(by, ready), bids_close_at=now + timedelta(days=1), at=now
        )
        assert sent.state == "elsewhere"
        with pytest.raises(NotAllowed, match="Nothing is read before that"):
            elsewhere_back.check_can_bring_back(by, sent, at=now)
        with pytest.raises(NotAllowed, match="no longer changes"):
            elsewhere.check_can_mark(by, sent)
        interests.declare(
            by=by, procurement=sent, has_interest=True, detail="My brother bids.", kind="actual", on=TODAY
        )
        with pytest.raises(NotAllowed, match="You declared an interest"):
            elsewhere_back.check_can_bring_back(by, sent, at=now + timedelta(days=2))
    with as_tenant(without.owner_id):
        assert without.state == "considering"


def test_a_workbook_of_another_tender_and_answers_taken_out_again() -> None:
    by = a_buyer(Role.COMMISSIONER)
    one = a_considered_procurement(by)
    marked(by, one)
    out_and_closed(by, one)
    client, page = signed_in(by), f"/integrate/procurements/{one.ref}/elsewhere/"
    workbook = client.get(f"{page}questions.xlsx").content
    ash = an_organisation("Ash Repairs Ltd", sector=Sector.PRIVATE)
    other = filled(workbook, {}, hidden={1: "ANOTHER0001"})
    told = uploads(client, f"{page}answers/", bidder=ash.name, workbook=a_file(other, "a.xlsx"), next="take")
    assert "another tender or another lot" in words(told)
    older = filled(workbook, {}, hidden={2: "old"})
    told = uploads(client, f"{page}answers/", bidder=ash.name, workbook=a_file(older, "a.xlsx"), next="take")
    assert "The questions have changed" in words(told)
    shown = uploads(
        client, f"{page}answers/", bidder=ash.name, workbook=a_file(workbook, "a.xlsx"), next="take"
    )
    with as_tenant(by.organisation_id):
        ref = ElsewhereBid.objects.get().ref
    client.post(f"{page}answers/{ref}/take-out/", fields_on(shown.content.decode()))
    assert _count(by, ElsewhereBid) == 0
    # Nobody of another organisation knows of it.
    assert signed_in(a_buyer(Role.COMMISSIONER)).get(page).status_code == 404
