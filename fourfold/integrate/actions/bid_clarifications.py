"""A question to one bidder about its opened bid: asked with the arithmetic behind it, sent by mail, answered on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import BidClarification, Procurement, ProcurementState

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import OpenedBid

CLARIFICATION: Final = "integrate.clarification"
WHILE_JUDGED = frozenset({ProcurementState.OPENED, ProcurementState.EVALUATING})


def check_can_ask_bidder(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("ask a bidder about its bid"))
    if procurement.state not in WHILE_JUDGED:
        message = say(
            "Bidders are asked about their bids after these are opened and until moderation is closed."
        )
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("ask its bidders"))


def can_ask_bidder(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_ask_bidder(by, procurement)
    except NotAllowed:
        return False
    return True


def ask_bidder(
    *,
    by: Actor,
    opened_bid: OpenedBid,
    question: str,
    arithmetic: str,
    answer_by: date,
    on: date,
    at: datetime,
) -> BidClarification:
    """Asks, opens the question to the bidder, and writes to everyone there who bids."""
    procurement = Procurement.objects.get(pk=opened_bid.procurement_id)
    check_can_ask_bidder(by, procurement)
    if not question.strip():
        message = say("Write what you ask")
        raise Refused(message, field="question")
    if answer_by <= on:
        message = say("Give them until a day after today")
        raise Refused(message, field="answer_by")
    with change(by=by, owner=procurement.owner_id, reason=say("Asked a bidder about its bid")):
        procurement = standing(procurement.pk)
        check_can_ask_bidder(by, procurement)
        ref = new_reference()
        asked: BidClarification = BidClarification.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            opened_bid=opened_bid,
            bidder_id=opened_bid.bidder_id,
            question=question.strip(),
            arithmetic=arithmetic.strip(),
            asked_by_id=by.person_id,
            asked_on=on,
            answer_by=answer_by,
        )
        share(
            owner=procurement.owner,
            thing=asked.root,
            kind="clarification",
            organisation=opened_bid.bidder,
            right=Right.SEE,
            on=on,
            reason=say("Asked about its bid"),
        )
        letter = _letter(asked, procurement)
        for person in people_with_role(organisation=opened_bid.bidder_id, role=Role.SUPPLIER, on=on):
            post(kind=CLARIFICATION, letter=letter, to=person, owner=procurement.owner_id, key=ref, at=at)
    return asked


def _letter(asked: BidClarification, procurement: Procurement) -> Letter:
    """Without the question itself: a mail travels in the open, and a bid is nobody else's."""
    return Letter(
        subject=say("A question about your bid: {title}", title=procurement.title),
        paragraphs=(
            say(
                "{buyer} has a question about your bid for {title}.",
                buyer=procurement.owner.name,
                title=procurement.title,
            ),
            say(
                "Please answer by {day}. Your answer is kept with your bid; it explains it and cannot change it.",
                day=day_text(asked.answer_by),
            ),
        ),
        todo=(say("Read the question and answer it"), _address(asked, procurement)),
    )


def _address(asked: BidClarification, procurement: Procurement) -> str:
    return reverse("bid_clarification", kwargs={"ref": procurement.ref, "clarification": asked.ref})


def check_can_answer_buyer(by: Actor, asked: BidClarification) -> None:
    if asked.bidder_id != by.organisation_id:
        message = say("Only the bidder that was asked answers.")
        raise NotAllowed(message)
    check_role(by, Role.SUPPLIER, to=say("answer a question about a bid"))
    if asked.answered_at is not None:
        message = say("This question is answered. The answer stands as it was sent.")
        raise NotAllowed(message)
    if asked.procurement.state not in WHILE_JUDGED:
        message = say("The bids are judged by now, so no answer is taken any more.")
        raise NotAllowed(message)


def can_answer_buyer(by: Actor, asked: BidClarification) -> bool:
    try:
        check_can_answer_buyer(by, asked)
    except NotAllowed:
        return False
    return True


def answer_buyer(*, by: Actor, asked: BidClarification, answer: str, at: datetime) -> BidClarification:
    """The bidder's answer, once. It explains the bid and changes nothing of it."""
    check_can_answer_buyer(by, asked)
    if not answer.strip():
        message = say("Write your answer")
        raise Refused(message, field="answer")
    with change(by=by, owner=asked.owner_id, reason=say("Answered a question about its bid")):
        asked = BidClarification.objects.select_related("procurement").get(pk=asked.pk)
        check_can_answer_buyer(by, asked)
        return update(
            asked,
            version=asked.version,
            answer=answer.strip(),
            answered_by_id=by.person_id,
            answered_at=at,
        )
