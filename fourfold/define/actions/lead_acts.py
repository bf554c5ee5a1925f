"""What somebody did in their role: written down by themselves or by those who say who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions.services import can_change, check_can_change
from fourfold.define.models import ActKind, LeadAct
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_still_there
from fourfold.ground.people.changes import Refused, change

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.models import LeadAppointment
    from fourfold.ground.people.actor import Actor


def check_can_write(by: Actor, appointment: LeadAppointment) -> None:
    check_still_there(by)
    if appointment.owner_id != by.organisation_id:
        message = say("Only the organisation in which they lead can write this down.")
        raise NotAllowed(message)
    if appointment.person_id != by.person_id:
        check_can_change(by)


def can_write(by: Actor, appointment: LeadAppointment) -> bool:
    return appointment.owner_id == by.organisation_id and (
        appointment.person_id == by.person_id or can_change(by)
    )


def write(
    *, by: Actor, appointment: LeadAppointment, on: date, kind: str, words: str, reached: int | None
) -> LeadAct:
    """`reached` is how many people it reached, None where nobody counted. Refuses a day outside the appointment."""
    check_can_write(by, appointment)
    if kind not in ActKind.values:
        message = say("Choose what they did")
        raise Refused(message, field="kind")
    if not words.strip():
        message = say("Say in a sentence what they did")
        raise Refused(message, field="words")
    if on < appointment.from_day or (appointment.ended_on is not None and on > appointment.ended_on):
        message = say("On that day they did not lead")
        raise Refused(message, field="on")
    with change(by=by, owner=appointment.owner_id, reason=say("Wrote down what a lead did")):
        act: LeadAct = LeadAct.objects.create(
            owner_id=appointment.owner_id,
            root="",
            appointment=appointment,
            on=on,
            kind=kind,
            words=words.strip(),
            reached=reached,
        )
    return act
