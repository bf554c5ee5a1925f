"""That a notice was published is recorded with its day and reference, and as it stood here then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.actions.outcome import begin_standstill
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import AwardOutcome, NoticeKind, PublishedNotice
from fourfold.integrate.queries.notices import notice_with

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.queries.notices import NoticeDue

LONGEST = 40


def check_can_record(by: Actor, procurement: Procurement, due: NoticeDue) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.CONTRACT_MANAGER, to=say("record a published notice"))
    if due.published is not None:
        message = say("This notice is on record as published already.")
        raise NotAllowed(message)


def can_record(by: Actor, procurement: Procurement, due: NoticeDue) -> bool:
    try:
        check_can_record(by, procurement, due)
    except NotAllowed:
        return False
    return True


def record(
    *,
    by: Actor,
    procurement: Procurement,
    due: NoticeDue,
    reference: str,
    published_on: date,
    body: dict[str, Any],
    on: date,
) -> PublishedNotice:
    """`body` is the notice as data. With the contract award notice the standstill begins, where the Act asks for one."""
    check_can_record(by, procurement, due)
    if not reference.strip() or len(reference.strip()) > LONGEST:
        message = say("Enter the reference of the notice, such as 2026/S 000-012345")
        raise Refused(message, field="reference")
    if published_on > on:
        message = say("The notice cannot have been published after today")
        raise Refused(message, field="published_on")
    award = standing_award(procurement)
    if due.kind is NoticeKind.AWARD and award is not None:
        outcome = AwardOutcome.objects.get(award=award)
        if published_on < outcome.told_on:
            message = say("The notice comes after the letters to the bidders, not before them")
            raise Refused(message, field="published_on")
    with change(by=by, owner=procurement.owner_id, reason=say("Recorded a published notice")):
        standing(procurement.pk)
        again = notice_with(procurement, due.slug)
        if again is None:
            message = say("There is nothing to say in this notice any more")
            raise Refused(message)
        check_can_record(by, procurement, again)
        ref = new_reference()
        recorded: PublishedNotice = PublishedNotice.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            # Both sides of a contract read what was published of a change to it.
            root=ref if due.variation is None else due.variation.root,
            procurement=procurement,
            variation=due.variation,
            award=award if due.kind is NoticeKind.AWARD else None,
            kind=due.kind.value,
            published_on=published_on,
            reference=reference.strip(),
            body=body,
            recorded_by_id=by.person_id,
            recorded_on=on,
        )
        if due.kind is NoticeKind.AWARD and award is not None:
            begin_standstill(award, published_on=published_on)
    return recorded
