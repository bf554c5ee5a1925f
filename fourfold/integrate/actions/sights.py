"""Who was shown what of an evaluation: written down the first time, so that the trail can say who knew it, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import change
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.models import Seen, Sight

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import OpenedBid, Procurement

_REASONS = {
    Seen.ANSWERS: say("Was shown what a bid says"),
    Seen.SCORES: say("Was shown the points that each evaluator gave"),
    Seen.PRICES: say("Was shown the prices"),
}


def note_sight(
    *, by: Actor, procurement: Procurement, what: Seen, at: datetime, opened_bid: OpenedBid | None = None
) -> None:
    """Once for each person and thing. The reader of an organisation that has ended is not written down: nothing of it is."""
    if by.ended_on is not None or _noted(by, procurement, what, opened_bid):
        return
    with change(by=by, owner=procurement.owner_id, reason=_REASONS[what]):
        standing(procurement.pk)
        if _noted(by, procurement, what, opened_bid):
            return
        ref = new_reference()
        Sight.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            opened_bid=opened_bid,
            person_id=by.person_id,
            what=what,
            at=at,
        )


def _noted(by: Actor, procurement: Procurement, what: Seen, opened_bid: OpenedBid | None) -> bool:
    return Sight.objects.filter(
        procurement=procurement, person_id=by.person_id, what=what, opened_bid=opened_bid
    ).exists()
