"""What came of the questions on another portal is brought back: answers by bidder, and the points; and taken out again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.interests import check_not_kept_out
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Award, ElsewhereBid, ElsewhereScore, ProcurementState
from fourfold.integrate.rules.bid_fields import document_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.bid_fields import BidField, Value
    from fourfold.integrate.rules.score_rows import Scored


def check_can_bring_back(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    """Once bids have closed there, by a commissioner without an interest that keeps them out, until an award is proposed."""
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("bring back answers, points and the award"))
    if procurement.state != ProcurementState.ELSEWHERE:
        raise NotAllowed(say("This procurement is “{state}”.", state=procurement.get_state_display()))
    if procurement.bids_close_at is None or at <= procurement.bids_close_at:
        raise NotAllowed(say("Bids have not closed on the portal yet. Nothing is read before that."))
    check_not_kept_out(by, procurement, to=say("bring back what was bid"))
    if Award.objects.filter(procurement=procurement, set_aside_because="").exists():
        raise NotAllowed(say("An award is proposed. Take it out again before you change what it rests on."))


def bring_answers(
    *,
    by: Actor,
    procurement: Procurement,
    bidder: Organisation,
    fields: Sequence[BidField],
    values: Mapping[str, Value],
    remarks: Sequence[tuple[str, str, str]],
    content: bytes,
    file_name: str,
    at: datetime,
) -> ElsewhereBid:
    """Keeps what could be read of the bidder's workbook, in the place of what came of it before; its points stay."""
    check_can_bring_back(by, procurement, at=at)
    if bidder.pk == procurement.owner_id:
        raise Refused(say("That is your own organisation"), field="bidder")
    kept = {
        "document": document_of(fields, values).to_bytes().decode(),
        "file_name": file_name[:250],
        "sha256": hashlib.sha256(content).hexdigest(),
        "remarks": [list(each) for each in remarks],
        "brought_by_id": by.person_id,
        "brought_at": at,
    }
    with change(by=by, owner=procurement.owner_id, reason=say("Brought back a bidder’s answers")):
        check_can_bring_back(by, standing(procurement.pk), at=at)
        earlier = ElsewhereBid.objects.filter(procurement=procurement, bidder=bidder).first()
        if earlier is not None:
            return update(earlier, version=earlier.version, **kept)
        bid = ElsewhereBid(owner_id=procurement.owner_id, procurement=procurement, bidder=bidder, **kept)
        bid.root = bid.ref
        bid.save(force_insert=True)
    return bid


def take_out_answers(*, by: Actor, bid: ElsewhereBid, at: datetime) -> None:
    """With the points that were given for them."""
    check_can_bring_back(by, bid.procurement, at=at)
    with change(by=by, owner=bid.owner_id, reason=say("Took a bidder’s answers out again")):
        check_can_bring_back(by, standing(bid.procurement_id), at=at)
        ElsewhereScore.objects.filter(bid=bid).delete()
        ElsewhereBid.objects.filter(pk=bid.pk).delete()


def bring_scores(*, by: Actor, procurement: Procurement, scored: Sequence[Scored], at: datetime) -> int:
    """Keeps the points of these lines, each in the place of what stood there; how many were taken."""
    check_can_bring_back(by, procurement, at=at)
    with change(by=by, owner=procurement.owner_id, reason=say("Brought back points")):
        check_can_bring_back(by, standing(procurement.pk), at=at)
        bids = {bid.ref: bid for bid in ElsewhereBid.objects.filter(procurement=procurement)}
        criteria = {each.ref: each for each in procurement.criteria.all()}
        stand = {
            (each.bid_id, each.criterion_id): each
            for each in ElsewhereScore.objects.filter(bid__procurement=procurement)
        }
        for line in scored:
            bid, criterion = bids[line.bidder], criteria[line.criterion]
            values = {"points": line.points, "reason": line.reason, "brought_by_id": by.person_id}
            earlier = stand.get((bid.pk, criterion.pk))
            if earlier is not None:
                update(earlier, version=earlier.version, **values)
            else:
                ElsewhereScore.objects.create(
                    owner_id=procurement.owner_id, root=bid.root, bid=bid, criterion=criterion, **values
                )
    return len(scored)


def take_out_scores(*, by: Actor, procurement: Procurement, at: datetime) -> None:
    check_can_bring_back(by, procurement, at=at)
    with change(by=by, owner=procurement.owner_id, reason=say("Took the points out again")):
        check_can_bring_back(by, standing(procurement.pk), at=at)
        ElsewhereScore.objects.filter(bid__procurement=procurement).delete()
