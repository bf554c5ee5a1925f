"""The organisation that received a delivery says whether, and how much of it, it received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, Share, has_right
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.asking import ask_no_more
from fourfold.partner.models import Confirmation, ConfirmationState, DeliveryState
from fourfold.partner.models.confirmation import VALID_TRANSITIONS

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor


def check_can_answer(by: Actor, confirmation: Confirmation, *, on: date) -> None:
    check_role(by, Role.COMMUNITY, to=say("confirm what was received"))
    asked = confirmation.asked_of_id == by.organisation_id and has_right(
        tenant=by.organisation_id,
        thing=confirmation.root,
        right=Right.CONFIRM,
        on=on,
    )
    if not asked:
        message = say("Only the organisation that received this delivery confirms it.")
        raise NotAllowed(message)
    check_other_eyes(
        by,
        confirmation.delivery.reported_by_id,
        or_else=say("You reported this delivery, so somebody else must confirm it."),
    )
    if confirmation.state not in {ConfirmationState.ASKED, ConfirmationState.UNANSWERED}:
        message = say("This delivery has already been answered for.")
        raise NotAllowed(message)


def can_answer(by: Actor, confirmation: Confirmation, *, on: date) -> bool:
    try:
        check_can_answer(by, confirmation, on=on)
    except NotAllowed:
        return False
    return True


def confirm(
    *, by: Actor, confirmation: Confirmation, quantity: Decimal, words: str, on: date
) -> Confirmation:
    """Confirms `quantity`, at most what was reported. To say that less arrived, dispute it."""
    check_can_answer(by, confirmation, on=on)
    reported = confirmation.delivery.quantity
    if quantity != reported:
        message = say(
            "They reported {reported}. If you received less, choose “Not quite”",
            reported=f"{reported.normalize():,f}",
        )
        raise Refused(message, field="quantity")
    return _answer(by, confirmation, ConfirmationState.CONFIRMED, quantity, words, on, in_confidence=False)


def dispute(
    *,
    by: Actor,
    confirmation: Confirmation,
    quantity: Decimal,
    words: str,
    in_confidence: bool,
    on: date,
    at: datetime,
) -> Confirmation:
    """Says that only `quantity` (perhaps nothing) was received, and what is wrong.

    In confidence, the supplier is no longer shown the answer; the buyer is.
    """
    check_can_answer(by, confirmation, on=on)
    reported = confirmation.delivery.quantity
    if not 0 <= quantity < reported:
        message = say(
            "Enter how much you received: 0 or more, and less than the {reported} that was reported",
            reported=f"{reported.normalize():,f}",
        )
        raise Refused(message, field="quantity")
    if not words.strip():
        message = say("Say what is not right, in a sentence or two")
        raise Refused(message, field="words")
    if in_confidence:
        with change(by=by, owner=confirmation.owner_id, reason=say("Disputed a delivery in confidence")):
            Share.objects.filter(
                thing=confirmation.root,
                organisation_id=confirmation.delivery.reported_for_id,
                revoked_at=None,
            ).update(revoked_at=at)
            return _answer(
                by, confirmation, ConfirmationState.DISPUTED, quantity, words, on, in_confidence=True
            )
    return _answer(by, confirmation, ConfirmationState.DISPUTED, quantity, words, on, in_confidence=False)


def _answer(
    by: Actor,
    confirmation: Confirmation,
    to: ConfirmationState,
    quantity: Decimal,
    words: str,
    on: date,
    *,
    in_confidence: bool,
) -> Confirmation:
    if to not in VALID_TRANSITIONS[ConfirmationState(confirmation.state)]:
        message = say(
            "This is “{state}” and cannot become “{label}”.",
            state=confirmation.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    with change(
        by=by,
        owner=confirmation.owner_id,
        reason=say("Answered for a delivery: {label}", label=to.label.lower()),
    ):
        ask_no_more(confirmation, at=timezone.now())
        return update(
            confirmation,
            version=confirmation.version,
            state=to,
            quantity=quantity,
            words=words.strip(),
            in_confidence=in_confidence,
            answered_by_id=by.person_id,
            answered_on=on,
        )


def check_can_resolve(by: Actor, confirmation: Confirmation) -> None:
    check_role(by, Role.CONTRACT_MANAGER, to=say("resolve a dispute"))
    if confirmation.owner_id != by.organisation_id:
        message = say("Only the buying organisation resolves disputes over its contracts.")
        raise NotAllowed(message)
    check_other_eyes(
        by,
        confirmation.delivery.reported_by_id,
        or_else=say("You reported this delivery, so somebody else must resolve the dispute."),
    )
    if confirmation.state != ConfirmationState.DISPUTED:
        message = say("There is no open dispute over this delivery.")
        raise NotAllowed(message)
    if confirmation.delivery.state == DeliveryState.ACCEPTED:
        message = say("This delivery is already verified.")
        raise NotAllowed(message)


def resolve(*, by: Actor, confirmation: Confirmation, resolution: str) -> Confirmation:
    """Closes a dispute with what was found. The confirmed quantity stays what the recipient said."""
    check_can_resolve(by, confirmation)
    if not resolution.strip():
        message = say("Say what you found and what was agreed")
        raise Refused(message, field="resolution")
    with change(by=by, owner=confirmation.owner_id, reason=say("Resolved a dispute over a delivery")):
        return update(
            confirmation,
            version=confirmation.version,
            state=ConfirmationState.RESOLVED,
            resolution=resolution.strip(),
        )
