"""Where people of one organisation answered differently, the survey's team says whose answer holds, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.models import Settlement, WaveState
from fourfold.tracker.rules.instrument.answers import text_of_answer

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.queries.records import Record


def check_can_settle(by: Actor, record: Record) -> None:
    """While fieldwork runs and after it, until the wave is more than closed."""
    wave = record.organisation.wave
    check_can_manage(by, wave)
    if wave.state not in {WaveState.FIELDING, WaveState.CLOSED}:
        raise NotAllowed(say("Nobody has been asked yet."))
    if not record.merged.conflicts:
        raise NotAllowed(say("Its people agree, or it is settled."))


def settle(*, by: Actor, record: Record, question: str, chosen: str, why: str, at: datetime) -> Settlement:
    """`chosen` is the reference of the interview whose answer holds. What everyone had said stays as it was given."""
    check_can_settle(by, record)
    between = record.merged.conflicts.get(question)
    if between is None:
        raise Refused(say("This question is settled by now"))
    whose = next((each for each in record.interviews if each.ref == chosen), None)
    if whose is None or chosen not in dict(between):
        raise Refused(say("Choose one of the answers"), field="chosen")
    if not why.strip():
        raise Refused(say("Say why this answer holds"), field="why")
    organisation = record.organisation
    with change(by=by, owner=organisation.owner_id, reason=say("Settled what an organisation answered")):
        made: Settlement = Settlement.objects.create(
            owner_id=organisation.owner_id,
            ref=new_reference(),
            root=organisation.root,
            organisation=organisation,
            question=question,
            chosen=whose,
            between={who: text_of_answer(answer) for who, answer in between},
            why=why.strip(),
            settled_by_id=by.person_id,
            at=at,
        )
    return made
