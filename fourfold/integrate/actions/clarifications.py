"""A bidder asks the buyer about a tender, and follows its answers; nobody else reads who asked or follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.actions.bids import check_is_bidder
from fourfold.integrate.models import BidderQuestion, ProcurementState, TenderInterest
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
