"""A bidder asks about a tender; the buyer answers to everybody, and nobody reads who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.bids import check_is_bidder
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.actions.telling_bidders import TELL
from fourfold.integrate.models import BidderQuestion, Clarification, ProcurementState, TenderInterest
from fourfold.integrate.queries.clarifications import questions_taken_until

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

# Of one organisation about one tender.
MOST = 50


def check_can_ask_the_buyer(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_is_bidder(by, procurement)
    if procurement.state != ProcurementState.OPEN:
        message = say("This tender is not open, so no questions about it are taken.")
        raise NotAllowed(message)
    until = questions_taken_until(procurement)
    if until is not None and at > until:
        local = timezone.localtime(until)
        message = say(
            "Questions were taken until {day} at {time}, so that everybody has time to use the answers. What was answered "
            "stands "
            "with the tender, and you can still bid.",
            day=day_text(local.date()),
            time=f"{local:%H:%M}",
        )
        raise NotAllowed(message)


def can_ask_the_buyer(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_ask_the_buyer(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def ask_the_buyer(
    *, by: Actor, procurement: Procurement, question: str, on: date, at: datetime
) -> BidderQuestion:
    """Sends the question to the buyer alone. Who asks hears of every answer from now on."""
    check_can_ask_the_buyer(by, procurement, at=at)
    if not question.strip():
        message = say("Write your question")
        raise Refused(message, field="question")
    if BidderQuestion.objects.filter(procurement=procurement, owner_id=by.organisation_id).count() >= MOST:
        message = say("Your organisation has asked {most} questions. Wait for answers first", most=MOST)
        raise Refused(message, field="question")
    with change(by=by, owner=by.organisation_id, reason=say("Asked the buyer about a tender")):
        ref = new_reference()
        asked: BidderQuestion = BidderQuestion.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            question=question.strip(),
            asked_by_id=by.person_id,
            asked_at=at,
        )
        share(
            owner=Organisation.objects.get(pk=by.organisation_id),
            thing=ref,
            kind="question",
            organisation=procurement.owner,
            right=Right.SEE,
            on=on,
            reason=say("Asked about a tender"),
        )
        _follow(by, procurement, at)
    return asked


def check_can_follow(by: Actor, procurement: Procurement) -> None:
    check_is_bidder(by, procurement)
    if procurement.state != ProcurementState.OPEN:
        message = say("This tender is not open any more.")
        raise NotAllowed(message)


def can_follow(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_follow(by, procurement)
    except NotAllowed:
        return False
    return True


def follow(*, by: Actor, procurement: Procurement, at: datetime) -> None:
    """The person is told by mail of each answer. Nobody but their own organisation can read that they follow it."""
    check_can_follow(by, procurement)
    with change(by=by, owner=by.organisation_id, reason=say("Follows a tender")):
        _follow(by, procurement, at)


def unfollow(*, by: Actor, procurement: Procurement) -> None:
    check_is_bidder(by, procurement)
    with change(by=by, owner=by.organisation_id, reason=say("No longer follows a tender")):
        TenderInterest.objects.filter(
            procurement=procurement, person_id=by.person_id, owner_id=by.organisation_id
        ).delete()


def _follow(by: Actor, procurement: Procurement, at: datetime) -> None:
    known = TenderInterest.objects.filter(
        procurement=procurement, person_id=by.person_id, owner_id=by.organisation_id
    )
    if not known.exists():
        ref = new_reference()
        TenderInterest.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            person_id=by.person_id,
            since=at,
        )


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
