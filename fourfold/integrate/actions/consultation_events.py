"""Meetings, walks and open days of a consultation: how many came, and what was said there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.consultations import check_runs, standing
from fourfold.integrate.models import ConsultationEvent

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation

MOST = 200
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """How many came is None where nobody counted. `notes` are for those who work here alone."""

    title: str
    held_on: date
    place: str
    residents: int | None
    providers: int | None
    notes: str


def record(*, by: Actor, consultation: Consultation, event: Event) -> ConsultationEvent:
    check_runs(by, consultation)
    values = _checked(event)
    with change(by=by, owner=consultation.owner_id, reason=say("Recorded an event of a consultation")):
        standing(consultation)
        if ConsultationEvent.objects.filter(consultation=consultation).count() >= MOST:
            raise Refused(say("{most} events are on record, which is the most", most=MOST))
        ref = new_reference()
        created: ConsultationEvent = ConsultationEvent.objects.create(
            owner_id=consultation.owner_id,
            ref=ref,
            root=ref,
            consultation=consultation,
            entered_by_id=by.person_id,
            **values,
        )
    return created


def correct(*, by: Actor, record: ConsultationEvent, event: Event, seen: int) -> ConsultationEvent:
    check_runs(by, record.consultation)
    values = _checked(event)
    with change(by=by, owner=record.owner_id, reason=say("Corrected an event of a consultation")):
        return update(record, version=seen, **values)


def _checked(event: Event) -> dict[str, Any]:
    if not event.title.strip():
        raise Refused(say("Say what it was"), field="title")
    for name in ("residents", "providers"):
        number = getattr(event, name)
        if number is not None and not 0 <= number <= LARGEST:
            raise Refused(say("Enter how many came, or leave it empty"), field=name)
    values = asdict(event)
    return {name: each.strip() if isinstance(each, str) else each for name, each in values.items()}
