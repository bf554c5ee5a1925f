"""Taking back what was shared: by an administrator of the organisation that gave it, for a stated reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, Share
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date, datetime

# What the trail keeps of a reason is 300 characters, with the words before it.
MOST_OF_A_REASON = 200
# Shares that are a step of a procedure, which has its own way back or none.
_OF_A_PROCEDURE = {
    "bid": say("A bid is taken back by withdrawing it, on its own page, while bids can still be sent."),
}


def check_can_see_shares(by: Actor) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("see what is shared with whom"))


def can_see_shares(by: Actor) -> bool:
    try:
        check_can_see_shares(by)
    except NotAllowed:
        return False
    return True


def why_it_stays(shared: Share) -> str:
    """Why nobody takes this back, whoever they are; empty where its administrators may."""
    if shared.organisation_id is None:
        return say("This {kind} is published. What everyone may read cannot be taken back.", kind=shared.kind)
    return _OF_A_PROCEDURE.get(shared.kind, "")


def check_can_revoke(by: Actor, *, shared: Share, on: date) -> None:
    """Who may take it back, and what: never what was published, for whoever read it has read it."""
    check_role(by, Role.ADMINISTRATOR, to=say("take back what is shared"))
    if shared.owner_id != by.organisation_id:
        raise NotAllowed(say("Another organisation shares this."))
    if stays := why_it_stays(shared):
        raise NotAllowed(stays)
    if not Share.objects.in_force(on).filter(pk=shared.pk).exists():
        raise NotAllowed(say("This is not shared any more."))


def can_revoke(by: Actor, *, shared: Share, on: date) -> bool:
    try:
        check_can_revoke(by, shared=shared, on=on)
    except NotAllowed:
        return False
    return True


def revoke(*, by: Actor, shared: Share, reason: str, on: date, at: datetime) -> list[Share]:
    """Ends the Share now, and says which ended: whoever may not read a thing may do nothing else with it either."""
    because = " ".join(reason.split())
    if not because:
        raise Refused(say("Say why this is taken back"), field="reason")
    if len(because) > MOST_OF_A_REASON:
        raise Refused(
            say("Say why in {most_of_a_reason} characters or fewer", most_of_a_reason=MOST_OF_A_REASON),
            field="reason",
        )
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Took back a share of a {kind}: {because}", kind=shared.kind, because=because),
        winding_up=True,
    ):
        # Read again under the write lock: of two administrators at the same time the second is told.
        standing = Share.objects.select_for_update().get(pk=shared.pk)
        check_can_revoke(by, shared=standing, on=on)
        ending = Share.objects.filter(
            owner_id=standing.owner_id,
            thing=standing.thing,
            organisation=standing.organisation,
            revoked_at=None,
        )
        if standing.right != Right.SEE:
            ending = ending.filter(pk=standing.pk)
        ended = list(ending)
        for one in ended:
            one.revoked_at = at
            one.save(update_fields=["revoked_at"])
    return ended
