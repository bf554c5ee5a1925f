"""The decision to award to nobody: one person proposes it with the reason, another takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.outcome_mail import post_outcome
from fourfold.integrate.actions.procurement_states import move, move_bid, standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Bid, BidState, NoAward, ProcurementState
from fourfold.integrate.models.procurement import VALID_TRANSITIONS

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


def check_can_propose_no_award(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("propose to award to nobody"))
    _check_state(procurement)
    if NoAward.objects.filter(procurement=procurement).exists():
        message = say("That is already proposed and waits for approval.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("propose to award to nobody"))


def can_propose_no_award(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_propose_no_award(by, procurement)
    except NotAllowed:
        return False
    return True


def propose(*, by: Actor, procurement: Procurement, reason: str, on: date) -> NoAward:
    check_can_propose_no_award(by, procurement)
    if not reason.strip():
        message = say("Say why it is awarded to nobody; those who bid will read it")
        raise Refused(message, field="reason")
    with change(by=by, owner=procurement.owner_id, reason=say("Proposed to award to nobody")):
        check_can_propose_no_award(by, standing(procurement.pk))
        ref = new_reference()
        proposed: NoAward = NoAward.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            reason=reason.strip(),
            proposed_by_id=by.person_id,
            proposed_on=on,
        )
    return proposed


def check_can_approve_no_award(by: Actor, decision: NoAward) -> None:
    check_owns(by, decision.procurement)
    check_role(by, Role.APPROVER, to=say("decide to award to nobody"))
    check_other_eyes(
        by, decision.proposed_by_id, or_else=say("You proposed this, so somebody else must decide.")
    )
    if decision.approved_by_id is not None:
        message = say("That is decided already.")
        raise NotAllowed(message)
    _check_state(decision.procurement)
    check_free_of_interest(by, decision.procurement, to=say("decide on it"))


def can_approve_no_award(by: Actor, decision: NoAward) -> bool:
    try:
        check_can_approve_no_award(by, decision)
    except NotAllowed:
        return False
    return True


def approve(*, by: Actor, decision: NoAward, on: date, at: datetime) -> NoAward:
    """Every bid that was opened is not successful, for the reason that its bidder reads beside it; an award that stood is set
    aside with the same. Those who bid are told by mail.
    """
    check_can_approve_no_award(by, decision)
    with change(by=by, owner=decision.owner_id, reason=say("Decided to award to nobody")):
        procurement = standing(decision.procurement_id)
        award = standing_award(procurement)
        if award is not None:
            update(
                award,
                version=award.version,
                set_aside_because=decision.reason,
                set_aside_by_id=by.person_id,
                set_aside_at=at,
            )
        approved = update(decision, version=decision.version, approved_by_id=by.person_id, approved_on=on)
        move(procurement, to=ProcurementState.NOT_AWARDED)
        for opened in procurement.opened_bids.exclude(bid=None):
            # A bid is its bidder's row: only its state changes here, in the same transaction.
            with change(by=by, owner=opened.bidder_id, reason=say("Decided to award to nobody")):
                bid = Bid.objects.get(pk=opened.bid_id or 0)
                if bid.state in {BidState.OPENED, BidState.WON}:
                    bid = move_bid(bid, to=BidState.SCORED)
                if bid.state == BidState.SCORED:
                    move_bid(bid, to=BidState.LOST, values={"reason": decision.reason})
            post_outcome(
                procurement,
                bidder=opened.bidder_id,
                ready=say("It is awarded to nobody. Why stands beside your bid."),
                href=reverse("own_bids"),
                key=decision.ref,
                on=on,
                at=at,
            )
    return approved


def _check_state(procurement: Procurement) -> None:
    if ProcurementState.NOT_AWARDED not in VALID_TRANSITIONS[ProcurementState(procurement.state)]:
        message = say(
            "This procurement is “{state}”. That nobody is awarded it is decided between the opening of bids and the contract.",
            state=procurement.get_state_display(),
        )
        raise NotAllowed(message)
