"""The decision: one person proposes it with the ranking as it stands, another approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.conflicts import check_assessment_stands
from fourfold.integrate.actions.exclusion import check_not_excluded
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import move, move_bid, standing
from fourfold.integrate.models import Award, Bid, BidState, OpenedBid, Procurement, ProcurementState
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.ranking import ranked_bids

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor


def standing_award(procurement: Procurement) -> Award | None:
    award: Award | None = procurement.awards.filter(set_aside_because="").first()
    return award


def check_can_propose(by: Actor, procurement: Procurement) -> None:
    check_role(by, Role.COMMISSIONER, to=say("propose an award"))
    if procurement.owner_id != by.organisation_id:
        message = say("Only the buying organisation awards.")
        raise NotAllowed(message)
    if procurement.state != ProcurementState.MODERATED:
        message = say("An award is proposed once the points are agreed and moderation is closed.")
        raise NotAllowed(message)
    if standing_award(procurement):
        message = say("An award is already proposed and waits for approval.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("propose its award"))
    check_assessment_stands(procurement)


def propose(*, by: Actor, opened_bid: OpenedBid, reason: str) -> Award:
    """Proposes `opened_bid`; one that is not in first place needs no less than a reason that says why."""
    procurement = Procurement.objects.get(pk=opened_bid.procurement_id)
    check_can_propose(by, procurement)
    check_not_excluded(opened_bid)
    if not reason.strip():
        message = say("Give the reason for the award; it goes into the decision and the letters")
        raise Refused(message, field="reason")
    ranking = [
        {
            "bid": ranked.opened_bid.ref,
            "bidder": ranked.opened_bid.bidder.name,
            "place": ranked.place,
            "price": str(ranked.opened_bid.price),
            "total": str(ranked.total),
            "marks": {ref: str(mark) for ref, mark in ranked.marks.items()},
        }
        for ranked in ranked_bids(procurement)
    ]
    if opened_bid.ref not in {each["bid"] for each in ranking}:
        message = say("This bid does not meet what every bid must meet, so it cannot be awarded")
        raise Refused(message, field="bid")
    with change(by=by, owner=procurement.owner_id, reason=say("Proposed an award")):
        check_can_propose(by, standing(procurement.pk))
        ref = new_reference()
        return Award.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            opened_bid=opened_bid,
            reason=reason.strip(),
            ranking=ranking,
            proposed_by_id=by.person_id,
        )


def check_can_approve(by: Actor, award: Award) -> None:
    check_role(by, Role.APPROVER, to=say("approve an award"))
    if award.owner_id != by.organisation_id:
        message = say("Only the buying organisation approves its awards.")
        raise NotAllowed(message)
    check_other_eyes(
        by, award.proposed_by_id, or_else=say("You proposed this award, so somebody else must approve it.")
    )
    if award.approved_by_id is not None:
        message = say("This award is already approved.")
        raise NotAllowed(message)
    check_free_of_interest(by, award.procurement, to=say("approve its award"))


def approve(*, by: Actor, award: Award, on: date) -> Award:
    """Approves; the winning bid becomes won and the others lost."""
    check_can_approve(by, award)
    with change(by=by, owner=award.owner_id, reason=say("Approved an award")):
        procurement = standing(award.procurement_id)
        award = Award.objects.get(pk=award.pk)
        check_can_approve(by, award)
        approved = update(award, version=award.version, approved_by_id=by.person_id, approved_on=on)
        move(procurement, to=ProcurementState.AWARDED)
        for opened in list(judged_bids(procurement)):
            # A bid is its bidder's row: only its state changes here, in the same transaction.
            with change(by=by, owner=opened.bidder_id, reason=say("Approved an award")):
                bid = Bid.objects.get(pk=opened.bid_id or 0)
                if bid.state == BidState.OPENED:
                    bid = move_bid(bid, to=BidState.SCORED)
                move_bid(bid, to=BidState.WON if opened.pk == award.opened_bid_id else BidState.LOST)
    return approved
