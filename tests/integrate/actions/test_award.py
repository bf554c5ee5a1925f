"""The decision: proposed by one with the ranking as it stands, approved by another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import award as awards
from fourfold.integrate.actions import conflicts
from fourfold.integrate.models import Award, BidState, Declaration, ProcurementState
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    AFTER,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    awarded,
    bid_now,
    declares,
    moderated,
    proposed,
    scored,
    sealed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender() -> Tender:
    """Moderated; the dearer bid comes first (90 to 70)."""
    to = a_tender()
    sealed(to, a_bidder(), a_bid(to, price="500000.00"))
    sealed(to, a_bidder(), a_bid(to, price="400000.00"))
    moderated(to, [5, 2])
    return to


@pytest.mark.parametrize("role", list(Role))
def test_only_a_commissioner_of_the_buyer_proposes(tender: Tender, role: Role) -> None:
    for actor, allowed in (
        (an_actor(role=role, organisation=tender.buyer), role == Role.COMMISSIONER),
        (an_actor(role=role), False),
    ):
        if allowed:
            declares(tender, actor)
        with as_tenant(tender.buyer.pk):
            if allowed:
                awards.check_can_propose(actor, tender.procurement)
            else:
                with pytest.raises(NotAllowed):
                    awards.propose(by=actor, opened_bid=tender.opened[0], reason="The best")
                assert not Award.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_an_approver_of_the_buyer_approves(tender: Tender, role: Role) -> None:
    proposal = proposed(tender)
    for actor, allowed in (
        (an_actor(role=role, organisation=tender.buyer), role == Role.APPROVER),
        (an_actor(role=role), False),
    ):
        if allowed:
            declares(tender, actor)
        with as_tenant(tender.buyer.pk):
            if allowed:
                awards.check_can_approve(actor, proposal)
            else:
                with pytest.raises(NotAllowed):
                    awards.approve(by=actor, award=proposal, on=TODAY)
    assert tender.procurement.state == ProcurementState.MODERATED


def test_nothing_is_proposed_before_the_points_are_locked() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    scored(to, [4])
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="moderation is closed"):
        awards.propose(by=to.commissioner, opened_bid=to.opened[0], reason="The best")


def test_a_proposal_keeps_the_ranking_that_it_was_made_on_and_needs_its_reason(tender: Tender) -> None:
    with as_tenant(tender.buyer.pk), pytest.raises(Refused, match="Give the reason") as refused:
        awards.propose(by=tender.commissioner, opened_bid=tender.opened[0], reason=" ")
    assert refused.value.field == "reason"
    dearer, cheaper = tender.opened
    proposal = proposed(tender)
    assert proposal.opened_bid_id == dearer.pk
    assert [
        (row["bid"], row["bidder"], row["place"], Decimal(row["price"]), Decimal(row["total"]))
        for row in proposal.ranking
    ] == [
        (dearer.ref, dearer.bidder.name, 1, Decimal(500_000), Decimal(90)),
        (cheaper.ref, cheaper.bidder.name, 2, Decimal(400_000), Decimal(70)),
    ]
    for row in proposal.ranking:
        assert sum(Decimal(mark) for mark in row["marks"].values()) == Decimal(row["total"])


def test_one_award_waits_at_a_time(tender: Tender) -> None:
    proposed(tender)
    with pytest.raises(NotAllowed, match="already proposed"):
        proposed(tender, place=2)
    with as_tenant(tender.buyer.pk):
        assert Award.objects.count() == 1


def test_nobody_approves_what_they_proposed_whatever_roles_they_hold(tender: Tender) -> None:
    both = an_actor(role=(Role.COMMISSIONER, Role.APPROVER), organisation=tender.buyer)
    declares(tender, both)
    with as_tenant(tender.buyer.pk):
        proposal = awards.propose(by=both, opened_bid=tender.opened[0], reason="The best")
        with pytest.raises(NotAllowed, match="You proposed this award"):
            awards.approve(by=both, award=proposal, on=TODAY)
        assert Award.objects.get().approved_by_id is None
    # Nor does the database take it.
    with (
        change(by=both, owner=tender.buyer.pk, reason="For a test"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Award.objects.filter(pk=proposal.pk).update(approved_by=both.person_id, approved_on=TODAY)


def test_who_decides_has_declared_and_has_no_interest(tender: Tender) -> None:
    other = an_actor(role=Role.COMMISSIONER, organisation=tender.buyer)
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="Declare first"):
        awards.propose(by=other, opened_bid=tender.opened[0], reason="The best")
    declares(tender, other, has_interest=True, detail="A shareholder of one")
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="cannot propose its award"):
        awards.propose(by=other, opened_bid=tender.opened[0], reason="The best")
    with pytest.raises(NotAllowed, match="Nobody has decided yet on the interest"):
        proposed(tender)
    with as_tenant(tender.buyer.pk):
        declared = Declaration.objects.get(person=other.person_id)
        conflicts.decide(
            by=tender.commissioner, declaration=declared, outcome="no_part", steps="Takes no part.", on=TODAY
        )
    with pytest.raises(NotAllowed, match="Confirm the conflicts assessment again"):
        proposed(tender)
    with as_tenant(tender.buyer.pk):
        conflicts.assess(
            by=tender.commissioner, procurement=tender.procurement, looked_for="As before.", on=TODAY
        )
        with pytest.raises(NotAllowed, match="it was decided that you take no part"):
            awards.propose(by=other, opened_bid=tender.opened[0], reason="The best")
    proposal = proposed(tender)
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="Declare first"):
        awards.approve(by=tender.approver, award=proposal, on=TODAY)
    declares(tender, tender.approver, has_interest=True, detail="A cousin works there")
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="cannot approve its award"):
        awards.approve(by=tender.approver, award=proposal, on=TODAY)


def test_a_proposal_alone_tells_no_bid_that_it_has_won(tender: Tender) -> None:
    proposed(tender)
    assert [bid_now(opened.bid).state for opened in tender.opened] == [BidState.OPENED] * 2
    assert tender.procurement.state == ProcurementState.MODERATED


@pytest.mark.parametrize("place", [1, 2])
def test_on_approval_the_winner_has_won_and_the_others_have_lost(tender: Tender, place: int) -> None:
    proposal = proposed(tender, place=place)
    declares(tender, tender.approver)
    with as_tenant(tender.buyer.pk):
        approved = awards.approve(by=tender.approver, award=proposal, on=TODAY)
        assert (approved.approved_by_id, approved.approved_on) == (tender.approver.person_id, TODAY)
        with pytest.raises(NotAllowed, match="already approved"):
            awards.approve(by=tender.approver, award=proposal, on=TODAY)
    states = [bid_now(opened.bid).state for opened in tender.opened]
    assert states == ([BidState.WON, BidState.LOST] if place == 1 else [BidState.LOST, BidState.WON])
    assert tender.procurement.state == ProcurementState.AWARDED


def test_late_withdrawn_and_replaced_bids_are_no_part_of_the_decision() -> None:
    to = a_tender()
    bidder = a_bidder()
    replaced = sealed(to, bidder, a_bid(to, price="1.00"))
    won = sealed(to, bidder, a_bid(to, price="400000.00"))
    late = sealed(to, a_bidder(), a_bid(to, price="2.00"), at=AFTER)
    moderated(to, [3])
    decision = awarded(to)
    assert [row["price"] for row in decision.ranking] == ["400000.00"]
    assert [bid_now(bid).state for bid in (replaced, won, late)] == [
        BidState.REPLACED,
        BidState.WON,
        BidState.LATE,
    ]
