"""The pages on which an evaluation is kept fair: conflicts, feasibility, questions to bidders, and what the order rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.exchange.evaluation.reading import read_evaluation
from fourfold.integrate.models import BidClarification, Declaration, Influence
from fourfold.integrate.rules.robustness.contest import totals
from tests.builders.browsing import signed_in, source, words
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    Tender,
    a_bid,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_tender,
    moderated,
    open_bids_of,
    sealed,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def sent(client: Client, address: str, fields: dict[str, Any]) -> Any:
    """As the page's form has it, with the token that lets it be carried out once."""
    page = source(client.get(address))
    once = page.split('name="once" value="')[1].split('"')[0]
    return client.post(address, {**fields, "once": once}, follow=True)


def at(name: str, to: Tender, **more: str) -> str:
    return reverse(name, kwargs={"ref": to.procurement.ref, **more})


def test_conflicts_are_named_declared_decided_and_confirmed_on_their_pages() -> None:
    by = a_buyer(Role.COMMISSIONER, Role.APPROVER)
    procurement = a_considered_procurement(by)
    other = an_actor(role=Role.EVALUATOR, organisation=procurement.owner)
    ref = {"ref": procurement.ref}
    buyer, scorer = signed_in(by), signed_in(other)
    page = reverse("conflicts", kwargs=ref)
    wrong = sent(buyer, reverse("name_influence", kwargs=ref), {"part": "adviser", "name": " ", "person": ""})
    assert wrong.status_code == 422
    assert "Choose a colleague, or enter the name" in words(wrong)
    adviser = {"part": "adviser", "name": "Ines Duarte", "person": "", "works_for": "Cole and Hart"}
    assert "Ines Duarte has not declared yet" in words(
        sent(buyer, reverse("name_influence", kwargs=ref), adviser)
    )
    with as_tenant(by.organisation_id):
        influence = Influence.objects.get().ref
    interest = {"has_interest": "yes", "kind": "perceived", "detail": "She trained with a bidder"}
    address = reverse("declare_for_adviser", kwargs={**ref, "influence": influence})
    assert "Say what the interest is" in words(sent(buyer, address, {**interest, "detail": ""}))
    assert "Nobody has decided yet on the interest of Ines Duarte" in words(sent(buyer, address, interest))
    # What the interest is, a scorer does not read.
    assert "She trained" not in words(scorer.get(page))
    with as_tenant(by.organisation_id):
        declared = Declaration.objects.get(adviser__ref=influence).ref
    decide = reverse("decide_interest", kwargs={**ref, "declaration": declared})
    assert scorer.get(decide).status_code == 403
    decided = sent(buyer, decide, {"outcome": "no_conflict", "steps": "No dealings since 2015."})
    assert "Confirm the conflicts assessment again" in words(decided)
    confirmed = sent(buyer, page, {"looked_for": "Everyone was asked."})
    assert "The assessment stands" in words(confirmed)
    assert "1 declaration" in words(confirmed)
    end = reverse("end_influence", kwargs={**ref, "influence": influence})
    assert (
        "Ines Duarte"
        not in words(sent(buyer, end, {"because": "Her advice is given"})).split("Confirm the")[0]
    )


def test_a_question_about_a_pledge_goes_to_the_bidder_and_its_answer_comes_back() -> None:
    to = a_tender()
    bidder = a_bidder()
    sealed(to, bidder, a_bid(to, apprenticeships="200"))
    (opened,) = open_bids_of(to)
    buyer, supplier = signed_in(to.commissioner), signed_in(bidder)
    staff = {"full_time": "4", "because": "As on the present contract"}
    page = words(sent(buyer, at("contract_staff", to), staff))
    assert "Beyond what is feasible" in page
    assert "As on the present contract" in page
    link = source(buyer.get(at("feasibility", to))).split("?pledge=")[1].split('"')[0]
    ask = at("ask_bidder", to, bid=opened.ref)
    begun = buyer.get(f"{ask}?pledge={link}").content.decode()
    assert "at most" in begun
    assert "At most" not in words(buyer.get(f"{ask}?pledge=NOSUCH"))
    fields = {"question": "Which step does not hold?", "arithmetic": "1 + 1", "answer_by": "30 November 2026"}
    assert "Not answered yet; by 30 November 2026" in words(sent(buyer, ask, fields))
    with as_tenant(to.buyer.pk):
        asked = BidClarification.objects.get().ref
    address = at("bid_clarification", to, clarification=asked)
    assert "Answer a question about your bid" in words(supplier.get("/"))
    assert signed_in(a_bidder()).get(address).status_code == 404
    empty = sent(supplier, address, {"answer": ""})
    assert empty.status_code == 422
    assert "It stands as it was sent" in words(sent(supplier, address, {"answer": "All but the last."}))
    assert "All but the last." in words(buyer.get(at("feasibility", to)))


def test_what_the_order_rests_on_is_told_once_points_are_locked_and_can_be_taken_away() -> None:
    to = a_tender()
    for price in ("400000.00", "500000.00", "800000.00"):
        sealed(to, a_bidder(), a_bid(to, price=price))
    commissioner = signed_in(to.commissioner)
    assert "Nothing to test yet" in words(commissioner.get(at("robustness", to)))
    assert "Nothing to compare yet" in words(commissioner.get(at("compare_bids", to)))
    assert commissioner.get(at("robustness_file", to)).status_code == 404
    assert commissioner.get(at("agreement", to)).status_code == 403
    moderated(to, [3, 4, 5])
    # A: 50 + 18 + 12 = 80. B: 40 + 24 + 16 = 80. C: 25 + 30 + 20 = 75.
    page = words(commissioner.get(at("robustness", to)))
    assert "stand first with the same total" in page
    assert words(commissioner.get(f"{at('robustness', to)}?within=101")).count("There is a problem") == 1
    told = words(commissioner.get(at("compare_bids", to)))
    assert told.count("80.00") == 2
    assert "£400,000.00" in told
    assert "Too few to say" in words(commissioner.get(at("agreement", to)))
    file = commissioner.get(at("robustness_file", to))
    assert file["Content-Disposition"].startswith("attachment")
    read = read_evaluation(file.content)
    assert sorted(totals(read.contest).values()) == [75, 80, 80]
    assert json.loads(file.content)["title"] == "Repairs to homes"


def test_the_report_says_which_weights_and_formulas_would_change_who_is_first() -> None:
    to = a_tender()
    for price in ("400000.00", "500000.00"):
        sealed(to, a_bidder(), a_bid(to, price=price))
    # A: 50 + 18 + 12 = 80. B: 40 + 18 + 12 = 70, by price alone: no weights bring it past, but those without price level it.
    moderated(to, [3, 3])
    first, second = to.opened
    page = words(signed_in(to.approver).get(f"{at('robustness', to)}?within=50"))
    assert f"{second.bidder.name} can come level with {first.bidder.name} or past it" in page
    assert "from 50 points on" in page
    near = words(signed_in(to.approver).get(f"{at('robustness', to)}?within=49.99"))
    assert f"{first.bidder.name} stays first" in near
