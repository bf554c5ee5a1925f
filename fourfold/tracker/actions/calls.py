"""Calls: what came of each, by the standard codes, and appointments to talk at a time that suits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.tracker.actions.invitations import check_in_the_field
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.models import Appointment, AppointmentState, ContactEvent, EventKind, OptOut, Standing
from fourfold.tracker.models.appointment import VALID_TRANSITIONS
from fourfold.tracker.models.frame import REMOVED
from fourfold.tracker.rules.fieldwork.outcomes import CODES

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import FrameContact


def check_can_call(by: Actor, contact: FrameContact, *, on: date) -> None:
    check_can_manage(by, contact.wave)
    check_in_the_field(contact.wave, on=on)
    if contact.organisation.standing == Standing.LEFT_OUT:
        raise NotAllowed(say("This organisation was left out of the frame."))
    if contact.known_by == REMOVED:
        raise NotAllowed(say("This contact was removed."))
    if OptOut.objects.filter(owner=contact.owner_id, known_by=contact.known_by).exists():
        raise NotAllowed(say("They want no surveys. Do not call them."))


def note_call(
    *, by: Actor, contact: FrameContact, outcome: str, note: str, on: date, at: datetime
) -> ContactEvent:
    """What came of a call. An appointment whose time had come is over with it."""
    check_can_call(by, contact, on=on)
    code = CODES.get(outcome)
    if code is None or not code.by_hand:
        raise Refused(say("Choose what came of the call"), field="outcome")
    with change(by=by, owner=contact.owner_id, reason=say("Wrote down a call")):
        made: ContactEvent = ContactEvent.objects.create(
            owner_id=contact.owner_id,
            ref=new_reference(),
            root=contact.root,
            wave=contact.wave,
            organisation=contact.organisation,
            contact=contact,
            kind=EventKind.CALLED.value,
            outcome=outcome,
            note=note.strip(),
            by_id=by.person_id,
            at=at,
        )
        for each in Appointment.objects.filter(
            contact=contact, state=AppointmentState.MADE, starts_at__lte=at
        ):
            update(each, version=each.version, state=AppointmentState.KEPT.value)
    return made


def make_appointment(
    *, by: Actor, contact: FrameContact, starts_at: datetime, on: date, at: datetime
) -> Appointment:
    """At most one lies ahead for each contact; a slot is one interviewer's once. Another one takes the place of the first."""
    check_can_call(by, contact, on=on)
    if starts_at <= at:
        raise Refused(say("Choose a time that is still to come"), field="slot")
    with change(by=by, owner=contact.owner_id, reason=say("Made an appointment")):
        taken = Appointment.objects.filter(
            interviewer=by.person_id, starts_at=starts_at, state=AppointmentState.MADE
        )
        if taken.exclude(contact=contact).exists():
            raise Refused(say("You have another appointment at that time"), field="slot")
        for each in Appointment.objects.filter(contact=contact, state=AppointmentState.MADE):
            update(each, version=each.version, state=AppointmentState.CALLED_OFF.value)
        made: Appointment = Appointment.objects.create(
            owner_id=contact.owner_id,
            ref=new_reference(),
            root=contact.root,
            wave=contact.wave,
            contact=contact,
            starts_at=starts_at,
            interviewer_id=by.person_id,
            made_at=at,
        )
    return made


def check_can_call_off(by: Actor, appointment: Appointment) -> None:
    check_can_manage(by, appointment.wave)
    if AppointmentState.CALLED_OFF not in VALID_TRANSITIONS[AppointmentState(appointment.state)]:
        raise NotAllowed(say("This appointment is over."))


def call_off(*, by: Actor, appointment: Appointment, seen: int) -> Appointment:
    check_can_call_off(by, appointment)
    with change(by=by, owner=appointment.owner_id, reason=say("Called an appointment off")):
        return update(appointment, version=seen, state=AppointmentState.CALLED_OFF.value)
