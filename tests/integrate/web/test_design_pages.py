"""The pages of a tender's design, for the buyer and for those who bid: fetched, sent well and badly."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from django.test import Client

from fourfold.ground.organisations.tenancy import MAINTENANCE, Share, as_tenant
from fourfold.ground.web.shapes import kind_words
from fourfold.integrate.models import (
    Ask,
    Bid,
    BidderQuestion,
    Clarification,
    Criterion,
    Lot,
    LotDecision,
    Procurement,
    Reservation,
    ScaleStep,
    TenderInterest,
    TenderMethod,
)
from fourfold.integrate.queries.myths import every_myth
from tests.builders.browsing import signed_in, source
from tests.builders.integrate import (
    a_bidder,
    a_buyer,
    a_considered_procurement,
    adopted_measures_titled,
)
from tests.integrate.actions.test_design import a_tender_of_every_kind, again

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


def at(procurement: Procurement, page: str = "") -> str:
    return f"/integrate/procurements/{procurement.ref}/{page}"


@pytest.fixture
def by() -> Actor:
    return a_buyer()


@pytest.fixture
def procurement(by: Actor) -> Procurement:
    return a_considered_procurement(by, with_ask=False)


def test_a_criterion_is_divided_into_parts_on_its_page(by: Actor, procurement: Procurement) -> None:
    client = signed_in(by)
    with as_tenant(by.organisation_id):
        refs = {each.title: each.ref for each in procurement.criteria.all()}
    page = source(client.get(at(procurement, "criteria/")))
    assert "It is a part of the criterion above" in page
    assert "Social value may weigh 10% at most" in page
    typed = {
        "version": procurement.version,
        "rows": "5",
        "family_0": "price", "title_0": "Price", "weight_0": "50", "ref_0": refs["Price"],
        "family_1": "quality", "title_1": "Method", "weight_1": "30", "ref_1": refs["Method"],
        "title_2": "Plan", "weight_2": "19.5", "question_2": "How?", "part_2": "on",
        "title_3": "Team", "weight_3": "10", "question_3": "Who?", "part_3": "on",
        "family_4": "social", "title_4": "Social value", "weight_4": "20", "question_4": "What?",
        "ref_4": refs["Social value"],
    }  # fmt: skip
    refused = client.post(at(procurement, "criteria/"), typed)
    assert refused.status_code == 422
    assert "0.5 is missing" in source(refused)
    assert 'value="19.5"' in source(refused)
    done = client.post(at(procurement, "criteria/"), {**typed, "weight_2": "20"}, follow=True)
    assert "of which: Plan" in source(done)
    with as_tenant(by.organisation_id):
        assert Criterion.objects.filter(part_of__title="Method").count() == 2


def test_how_bids_are_put_in_order_is_chosen_and_read_back(by: Actor, procurement: Procurement) -> None:
    client = signed_in(by)
    page = source(client.get(at(procurement, "method/")))
    assert "The method as bidders will read it" in page
    assert "In proportion to the lowest price" in page
    typed = {f"scale_{points}": f"Step {points}" for points in (0, 3, 5)}
    typed |= {"version": str(procurement.version), "formula": "per_point", "tie": "lower_price"}
    refused = client.post(at(procurement, "method/"), {**typed, "scale_5": ""})
    assert refused.status_code == 422
    assert "Say what 5 points mean" in source(refused)
    assert client.post(at(procurement, "method/"), typed).status_code == 302
    with as_tenant(by.organisation_id):
        assert TenderMethod.objects.get().price_formula == "per_point"
        assert list(ScaleStep.objects.values_list("points", flat=True)) == [0, 3, 5]
    assert "cannot have a weight" in source(client.get(at(procurement)))
    assert client.post(at(procurement, "method/"), typed).status_code == 409


def test_an_ask_of_another_kind_is_added_with_its_second_thoughts(
    by: Actor, procurement: Procurement
) -> None:
    client = signed_in(by)
    (measure,) = adopted_measures_titled(by.organisation_id, {"Money spent": "pounds"})
    typed = {
        "version": procurement.version,
        "measure": measure.ref,
        "kind": "percentage",
        "asked_as": "condition",
        "target": "1.5",
        "guidance": "With local firms, wherever the postcode of the bidder is.",
    }
    address = at(procurement, "measures/")
    assert "The condition is" not in source(client.get(address))
    refused = client.post(address, {**typed, "target": ""})
    assert refused.status_code == 422
    assert "Say how much of it is the condition" in source(refused)
    assert "Choose the criterion" in source(client.post(address, {**typed, "asked_as": "scored"}))
    assert "is not a band" in source(client.post(address, {**typed, "bands": "lots"}))
    assert client.post(address, typed).status_code == 302
    page = source(client.get(address))
    assert "The condition is 1.5% of the price" in page
    assert "reward where a bidder is based" in page
    assert "“local firms”, “postcode of the bidder”" in page
    with as_tenant(by.organisation_id):
        assert Ask.objects.get().criterion_id is None
    assert "reward where a bidder is based" in source(client.get(at(procurement)))


def test_lots_and_who_may_bid_are_decided_with_reasons(by: Actor, procurement: Procurement) -> None:
    client = signed_in(by)
    assert "A smaller firm or charity can bid" in source(client.get(at(procurement, "lots/")))
    typed = {
        "version": str(procurement.version),
        "rows": "2",
        "divided": "yes",
        "reason": "Two places.",
        "title_0": "North",
        "amount_0": "£600,000",
        "title_1": "South",
    }
    added = client.post(at(procurement, "lots/"), {**typed, "add": "1"})
    assert "Lot 3" in source(added)
    assert 'value="North"' in source(added)
    assert client.post(at(procurement, "lots/"), {**typed, "reason": ""}).status_code == 422
    page = source(client.post(at(procurement, "lots/"), typed, follow=True))
    assert "Each lot is a procurement of its own" in page
    with as_tenant(by.organisation_id):
        assert LotDecision.objects.get().divided
        lot = Lot.objects.select_related("procurement").get(number=1).procurement
    page = source(client.get(at(lot)))
    assert "Lot 2: South" in page
    assert "The whole, and why it is divided" in page
    reserving = {"version": str(lot.version), "reserved_for": "local", "reason": "Spend at home."}
    assert "Procurement Act 2023, section 32" in source(client.get(at(lot, "reservation/")))
    refused = client.post(at(lot, "reservation/"), reserving)
    assert "Name the area" in source(refused)
    page = source(client.post(at(lot, "reservation/"), {**reserving, "area": "The borough"}, follow=True))
    assert "The borough" in page
    with as_tenant(by.organisation_id):
        assert Reservation.objects.get().ruling


def test_proportion_and_the_trial_are_shown_and_keep_nothing(by: Actor, procurement: Procurement) -> None:
    client = signed_in(by)
    page = source(client.get(at(procurement, "proportion/")))
    assert "What a bid takes" in page
    assert "Micro (fewer than 10 people)" in page
    assert "https://constructingexcellence.org.uk/4015-2/" in page
    trial = source(client.get(at(procurement, "trial/")))
    assert "A large boaster" in trial
    assert "What one more point is worth" in trial
    with as_tenant(by.organisation_id):
        assert not Bid.objects.exists()


def test_every_kind_is_bid_for_checked_and_sent_on_the_pages(by: Actor) -> None:
    to = a_tender_of_every_kind(by)
    bidder = a_bidder()
    client = signed_in(bidder)
    tender = f"/tenders/{to.procurement.ref}/"
    public = source(Client().get(tender))
    for words in (
        "Not scored",
        "a condition that is not scored",
        "The evaluation method in full",
        "Fingerprint",
        "A guide for bidders",
    ):
        assert words in public
    page = source(client.get(f"{tender}bid/"))
    assert "Do you accept the condition “Fair pay”?" in page
    assert "At least 2 of 3 are needed" in page
    with as_tenant(to.buyer.pk):
        refs = dict(to.procurement.asks.values_list("measure__title", "ref"))
        method = to.procurement.criteria.get(title="Method").ref
    typed = {
        "price": "£200,000",
        f"answer_{method}": "Well.",
        f"quantity_{refs['Apprenticeships']}": "10",
        f"method_{refs['How we listen']}": "By meeting tenants.",
        f"percent_{refs['Pledge']}": "0.5%",
        f"quantity_{refs['Room hire']}": "12",
        f"accepts_{refs['Fair pay']}": "no",
        f"evidence_{refs['Community']}_0": "Twice a year",
        "next": "check",
    }
    assert "from 0 to 100" in source(
        client.post(f"{tender}bid/", {**typed, f"percent_{refs['Pledge']}": "101"})
    )
    checked = source(client.post(f"{tender}bid/", typed, follow=True))
    assert "Say what “Room hire” costs you" in checked
    assert "Shows 1 of the 2 criteria" in checked
    assert "Does not accept the condition" in checked
    kept = source(client.get(f"{tender}bid/"))
    assert 'value="0.5"' in kept
    whole = {
        **typed,
        f"cost_{refs['Room hire']}": "750",
        f"accepts_{refs['Fair pay']}": "yes",
        f"evidence_{refs['Community']}_1": "Every term",
    }
    checked = source(client.post(f"{tender}bid/", whole, follow=True))
    assert "You accept it" in checked
    assert "0.5% of the price" in checked
    assert "is set aside" not in checked
    assert client.post(f"{tender}bid/check/", {"send": "1"}).status_code == 302
    with as_tenant(bidder.organisation_id):
        assert Bid.objects.filter(state="sealed").count() == 1


def asked_share(ref: str) -> str:
    with as_tenant(MAINTENANCE):
        return str(Share.objects.get(thing=ref).kind)


def test_a_question_goes_to_the_buyer_and_its_answer_to_everybody(by: Actor) -> None:
    to = a_tender_of_every_kind(by)
    bidder, buyer = signed_in(a_bidder()), signed_in(by)
    tender = f"/tenders/{to.procurement.ref}/"
    assert bidder.post(f"{tender}questions/", {"question": ""}).status_code == 422
    sent = source(
        bidder.post(f"{tender}questions/", {"question": "How many homes, for Homely Ltd?"}, follow=True)
    )
    assert "Not answered yet" in sent
    listed = source(buyer.get(at(to.procurement, "questions/")))
    assert "How many homes, for Homely Ltd?" in listed
    with as_tenant(by.organisation_id):
        asked = BidderQuestion.objects.select_related("owner").get()
        assert asked.owner.name not in listed
    # The list of what is shared names it as what it is.
    assert kind_words(asked_share(asked.ref), large=True) == "Question about a tender"
    address = at(to.procurement, f"questions/{asked.ref}/")
    assert "as everybody will read it" in source(buyer.get(address))
    assert buyer.post(address, {"question": "How many homes?", "answer": ""}).status_code == 422
    assert buyer.post(address, {"question": "How many homes?", "answer": "1,550."}).status_code == 302
    public = source(Client().get(tender))
    assert "1,550." in public
    assert "Homely" not in public
    with as_tenant(by.organisation_id):
        assert Clarification.objects.count() == 1
    assert "Answer 1" in source(bidder.get(f"{tender}questions/"))
    stopped = source(bidder.post(f"{tender}questions/follow/", {"follow": "no"}, follow=True))
    assert "no longer told" in stopped
    with as_tenant(asked.owner_id):
        assert not TenderInterest.objects.exists()
    assert buyer.get(f"{tender}questions/").status_code == 403


def test_guide_method_and_schedule_are_pages_and_files_for_everybody_and_before_it_opens_for_the_buyer(
    by: Actor, procurement: Procurement
) -> None:
    stranger, buyer = Client(), signed_in(by)
    early = f"/tenders/{procurement.ref}/guide/"
    assert stranger.get(early).status_code == 404
    assert signed_in(a_bidder()).get(early).status_code == 404
    assert "this may still change" in source(buyer.get(early))
    to = a_tender_of_every_kind(a_buyer())
    tender = f"/tenders/{to.procurement.ref}/"
    assert "and 20 × 2.5 ÷ 5 = 10 marks" in source(stranger.get(f"{tender}guide/"))
    assert "Set aside" not in source(stranger.get(f"{tender}method/"))
    for name in ("method", "guide", "schedule"):
        file = stranger.get(f"{tender}{name}.pdf")
        assert file["Content-Type"] == "application/pdf"
        assert file.content.startswith(b"%PDF")
    word = docx.Document(BytesIO(stranger.get(f"{tender}schedule.docx").content))
    assert any("the number of apprenticeships that it offered" in each.text for each in word.paragraphs)
    assert again(to.procurement).bids_close_at is not None


def test_every_myth_has_its_source_and_words_that_it_relies_on() -> None:
    for each in every_myth():
        assert each.href.startswith("https://www.legislation.gov.uk/ukpga/2023/54/section/")
        assert each.says
        assert each.so
