"""The results of a consultation are published: counts without the small ones, words without who said them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.integrate.actions.consultations import check_runs, move, standing
from fourfold.integrate.actions.moderation_of_answers import check_nothing_waits
from fourfold.integrate.models import ConsultationState
from fourfold.integrate.queries.consultation_results import results_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation


def check_can_publish(by: Actor, consultation: Consultation) -> None:
    check_runs(by, consultation)
    if consultation.state not in {ConsultationState.CLOSED, ConsultationState.PUBLISHED}:
        raise NotAllowed(say("Close the consultation first: until then answers still come."))
    check_nothing_waits(consultation)


def can_publish(by: Actor, consultation: Consultation) -> bool:
    try:
        check_can_publish(by, consultation)
    except NotAllowed:
        return False
    return True


def publish(*, by: Actor, consultation: Consultation, seen: int, on: date) -> Consultation:
    """What is published is what counts at this moment. Published again, the new results take the place of the old."""
    check_can_publish(by, consultation)
    with change(by=by, owner=consultation.owner_id, reason=say("Published the results of a consultation")):
        now = standing(consultation)
        check_can_publish(by, now)
        return move(
            now, to=ConsultationState.PUBLISHED, seen=seen, results=results_of(now, on=on), results_on=on
        )
