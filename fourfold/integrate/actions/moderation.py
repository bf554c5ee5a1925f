"""Who sees each evaluator's points, and when moderation of a bid begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.integrate.actions.evaluation import check_can_moderate
from fourfold.integrate.actions.exclusion import check_not_excluded
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.models import OpenedBid, Procurement, Score, Seen
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.ranking import prices_are_shown
from fourfold.integrate.queries.scoring import moderation_has_begun, who_still_scores

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor


def check_can_see_scores(by: Actor, procurement: Procurement) -> None:
    """Each evaluator's points: of the buyer's people once moderation is closed; before that, of its moderator alone."""
    if procurement.owner_id != by.organisation_id:
        message = say("Only the buying organisation sees how its bids were scored.")
        raise NotAllowed(message)
    if prices_are_shown(procurement):
        return
    check_can_moderate(by, procurement)
    for opened_bid in judged_bids(procurement).defer("price").select_related("bidder"):
        if not moderation_has_begun(opened_bid):
            message = say(
                "Moderation of the bid of {bidder} has not begun, so its scores are nobody’s to see yet.",
                bidder=opened_bid.bidder,
            )
            raise NotAllowed(message)


def can_see_scores(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_see_scores(by, procurement)
    except NotAllowed:
        return False
    return True


def begin_moderation(*, by: Actor, opened_bid: OpenedBid, at: datetime) -> None:
    """Shows the moderator the scores of one bid. From then on nobody gives or changes a score of it."""
    procurement = Procurement.objects.get(pk=opened_bid.procurement_id)
    check_can_moderate(by, procurement)
    check_not_excluded(opened_bid)
    waiting = who_still_scores(opened_bid)
    if waiting:
        message = say("{names} must score this bid first, alone", names=say_joined(waiting))
        raise Refused(message)
    if not Score.objects.filter(opened_bid=opened_bid).exists():
        message = say("Nobody has scored this bid yet")
        raise Refused(message)
    note_sight(by=by, procurement=procurement, what=Seen.SCORES, opened_bid=opened_bid, at=at)
