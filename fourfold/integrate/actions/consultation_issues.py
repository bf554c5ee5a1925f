"""What was heard in a consultation is counted in Define beside what was heard elsewhere, and answers priorities there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from fourfold.define.actions import issues
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.integrate.models import ConsultationIssue, ConsultationState

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation


# Where Define hears an issue.
MEETING: Final = "meeting"
SURVEY: Final = "survey"


def check_can_take_up(by: Actor, consultation: Consultation) -> None:
    if consultation.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that consults can do this."))
    issues.check_can_enter(by)
    if consultation.state in {ConsultationState.DRAFT, ConsultationState.WITHDRAWN}:
        raise NotAllowed(say("Nobody was asked yet, so nothing was heard."))


def can_take_up(by: Actor, consultation: Consultation) -> bool:
    try:
        check_can_take_up(by, consultation)
    except NotAllowed:
        return False
    return True


def take_up(
    *,
    by: Actor,
    consultation: Consultation,
    words: str,
    times: int,
    at_an_event: bool,
    heard_on: date,
    on: date,
) -> ConsultationIssue:
    """Both or neither: the issue in Define, and that it was heard here."""
    check_can_take_up(by, consultation)
    with transaction.atomic():
        issue = issues.enter(
            by=by,
            words=words,
            source=MEETING if at_an_event else SURVEY,
            named_by=consultation.title[:200],
            times=times,
            heard_on=heard_on,
            on=on,
        )
        with change(by=by, owner=consultation.owner_id, reason=say("Took up what a consultation heard")):
            created: ConsultationIssue = ConsultationIssue.objects.create(
                owner_id=consultation.owner_id, root=issue.ref, consultation=consultation, issue=issue
            )
    return created
