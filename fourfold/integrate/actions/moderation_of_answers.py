"""One named person looks at what people wrote: it is shown, or hidden for a reason and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.models import ConsultationIdea, ConsultationResponse, SaidState
from fourfold.integrate.models.consultation_response import VALID_TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Collection

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation

MODELS: dict[str, type[ConsultationResponse | ConsultationIdea]] = {
    "response": ConsultationResponse,
    "idea": ConsultationIdea,
}


def check_can_moderate(by: Actor, consultation: Consultation) -> None:
    """The person who was named, or who stands in for them; not once the results are published."""
    if consultation.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that consults can do this."))
    if consultation.moderator_id is None or consultation.moderator_id not in by.eyes:
        name = say("nobody yet") if consultation.moderator is None else consultation.moderator.name
        raise NotAllowed(say("Who looks at the answers is named: {name}.", name=name))


def can_moderate(by: Actor, consultation: Consultation) -> bool:
    try:
        check_can_moderate(by, consultation)
    except NotAllowed:
        return False
    return True


def look_at(
    *, by: Actor, said: ConsultationResponse | ConsultationIdea, seen: int, show: bool, why: str = ""
) -> None:
    """Hidden, it is in no result; it is kept with the reason, and can be shown again."""
    check_can_moderate(by, said.consultation)
    to = SaidState.SHOWN if show else SaidState.HIDDEN
    if not show and not why.strip():
        raise Refused(say("Say why it is hidden"), field="why")
    with change(by=by, owner=said.owner_id, reason=say("Looked at what somebody said")):
        if to not in VALID_TRANSITIONS[SaidState(said.state)]:
            raise Refused(say("This was looked at already: {state}", state=said.get_state_display()))
        update(
            said,
            version=seen,
            state=to,
            hidden_because="" if show else why.strip(),
            looked_at_by_id=by.person_id,
        )


def show_all(*, by: Actor, consultation: Consultation, kind: str, refs: Collection[str]) -> int:
    """Those named that still wait, at once. How many they were."""
    check_can_moderate(by, consultation)
    with change(by=by, owner=consultation.owner_id, reason=say("Looked at what several people said")):
        waiting = MODELS[kind].objects.filter(
            consultation=consultation, ref__in=refs, state=SaidState.WAITING
        )
        rows = list(waiting)
        for each in rows:
            update(each, version=each.version, state=SaidState.SHOWN, looked_at_by_id=by.person_id)
    return len(rows)


def check_nothing_waits(consultation: Consultation) -> None:
    waiting = sum(
        model.objects.filter(consultation=consultation, state=SaidState.WAITING).count()
        for model in MODELS.values()
    )
    if waiting:
        raise NotAllowed(say("{waiting} of what people said wait to be looked at first.", waiting=waiting))
