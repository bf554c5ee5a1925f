"""The buyer answers what a bidder asked, to everybody, without who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.actions.telling_bidders import TELL
from fourfold.integrate.models import BidderQuestion, Clarification, ProcurementState

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


def check_can_answer(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    """Until bids close: an answer after that would help nobody, and would change what was asked."""
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("answer bidders"))
    closes = procurement.bids_close_at
    if procurement.state != ProcurementState.OPEN or closes is None or at > closes:
        message = say("Bids have closed, so nothing is answered to bidders any more.")
        raise NotAllowed(message)


def can_answer(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_answer(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def answer(*, by: Actor, asked: BidderQuestion, question: str, answer: str, at: datetime) -> Clarification:
    """Publishes the answer to everybody with the question in the words of `question`, which must not give away who asked.

    All who have a draft, a bid or an interest are told by mail.
    """
    procurement = asked.procurement
    check_can_answer(by, procurement, at=at)
    if not question.strip():
        message = say("Say what was asked, without what tells who asked it")
        raise Refused(message, field="question")
    if not answer.strip():
        message = say("Write the answer")
        raise Refused(message, field="answer")
    with change(by=by, owner=procurement.owner_id, reason=say("Answered a bidder’s question to all")):
        # Of two answers at the same moment the second is numbered after the first.
        check_can_answer(by, standing(procurement.pk), at=at)
        asked = BidderQuestion.objects.get(pk=asked.pk)
        if asked.clarification_id is not None:
            message = say("This question is answered already")
            raise Refused(message)
        last = Clarification.objects.filter(procurement=procurement).aggregate(last=Max("number"))["last"]
        published: Clarification = Clarification.objects.create(
            owner_id=procurement.owner_id,
            root=procurement.root,
            procurement=procurement,
            number=(last or 0) + 1,
            question=question.strip(),
            answer=answer.strip(),
            answered_by_id=by.person_id,
            answered_at=at,
        )
        # A question is its bidder's row: only what became of it is written here, in the same transaction.
        with change(by=by, owner=asked.owner_id, reason=say("Answered a bidder’s question to all")):
            update(asked, version=asked.version, clarification_id=published.pk)
        enqueue(
            kind=TELL,
            title=say("Tell bidders of an answer"),
            owner=None,
            payload={"clarification": published.ref},
            key=published.ref,
            at=at,
        )
    return published
