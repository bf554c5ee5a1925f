"""An award is set aside before the contract: its procurement is judged again, with what was given alone left as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.outcome import send_letter
from fourfold.integrate.actions.procurement_states import move, move_bid, standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Award, Bid, BidState, LetterKind, ProcurementState
from fourfold.integrate.queries.elsewhere import is_elsewhere
from fourfold.integrate.queries.outcomes import letters_of
from fourfold.integrate.rules.outcome_letter import aside_letter
from fourfold.integrate.rules.routes import Route

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor


def check_can_set_aside(by: Actor, award: Award) -> None:
    procurement = award.procurement
    check_owns(by, procurement)
    check_role(by, Role.APPROVER, to=say("set an award aside"))
    check_other_eyes(
        by, award.proposed_by_id, or_else=say("You proposed this award, so somebody else must set it aside.")
    )
    if award.set_aside_because:
        raise NotAllowed(say("This award is set aside already."))
    if procurement.route == Route.DIRECT or is_elsewhere(procurement):
        message = say(
            "No bids were judged here, so there is nothing to judge again. Award to nobody, or abandon the procurement."
        )
        raise NotAllowed(message)
    if procurement.state not in {ProcurementState.MODERATED, ProcurementState.AWARDED}:
        raise NotAllowed(say("An award can be set aside until the contract is signed."))
    check_free_of_interest(by, procurement, to=say("set its award aside"))


def can_set_aside(by: Actor, award: Award) -> bool:
    try:
        check_can_set_aside(by, award)
    except NotAllowed:
        return False
    return True


def set_aside(*, by: Actor, award: Award, because: str, on: date, at: datetime) -> Award:
    """An award that only was proposed is not approved, and another may be proposed. One that was approved takes its
    procurement back to evaluation: a bid may be excluded, agreed points changed with reasons. Whoever had a letter is told.
    """
    check_can_set_aside(by, award)
    reason = because.strip()
    if not reason:
        raise Refused(say("Say why it is set aside; those who bid will read it"), field="because")
    with change(by=by, owner=award.owner_id, reason=say("Set an award aside")):
        procurement = standing(award.procurement_id)
        award = Award.objects.select_related("procurement").get(pk=award.pk)
        check_can_set_aside(by, award)
        aside = update(
            award,
            version=award.version,
            set_aside_because=reason,
            set_aside_by_id=by.person_id,
            set_aside_at=at,
        )
        if procurement.state == ProcurementState.MODERATED:
            return aside
        move(procurement, to=ProcurementState.EVALUATING)
        for opened in procurement.opened_bids.exclude(bid=None):
            # A bid is its bidder's row: only its state changes here, in the same transaction.
            with change(by=by, owner=opened.bidder_id, reason=say("Set an award aside")):
                bid = Bid.objects.get(pk=opened.bid_id or 0)
                if bid.state in {BidState.WON, BidState.LOST}:
                    move_bid(bid, to=BidState.SCORED)
        for letter in letters_of(award):
            body = aside_letter(
                procurement=procurement.title,
                reference=procurement.ref,
                buyer=procurement.owner.name,
                bidder=letter.bidder.name,
                because=reason,
            )
            ready = say("The decision you were told of is set aside, and the bids are judged again.")
            send_letter(award, letter.opened_bid, body, LetterKind.SET_ASIDE, ready=ready, on=on, at=at)
    return aside
