"""What staff are told of the policy: planned, told, and read back. What was told is a record and is removed no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.actions.services import check_can_change as check_can_lead
from fourfold.define.models import LeadAppointment, StaffMessage
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Planned:
    """`carried_by` is the reference of an appointment, or empty; `audience_size` None where nobody counted."""

    words: str
    audience: str
    audience_size: int | None
    how: str
    carried_by: str
    planned_for: date


@dataclass(frozen=True, slots=True)
class CameOf:
    """What came of it; None where nobody counted or asked."""

    told_on: date
    reached: int | None
    asked: int | None
    said_back: int | None
    learned: str


def check_can_plan(by: Actor) -> None:
    check_can_lead(by)


def check_can_change(by: Actor, message: StaffMessage) -> None:
    """While it is planned; what was told stays as it was told, and what came of it may be put right."""
    check_can_plan(by)
    if message.told_on is not None:
        raise NotAllowed(say("It was told already. Plan another one."))


def plan(*, by: Actor, planned: Planned) -> StaffMessage:
    check_can_plan(by)
    _check(planned)
    with change(by=by, owner=by.organisation_id, reason=say("Planned what staff are told")):
        ref = new_reference()
        message: StaffMessage = StaffMessage.objects.create(
            owner_id=by.organisation_id, ref=ref, root=ref, **_columns(by, planned)
        )
    return message


def edit(*, by: Actor, message: StaffMessage, seen: int, planned: Planned) -> StaffMessage:
    check_can_change(by, message)
    _check(planned)
    with change(by=by, owner=message.owner_id, reason=say("Changed what staff are told")):
        check_can_change(by, StaffMessage.objects.select_for_update().get(pk=message.pk))
        return update(message, version=seen, **_columns(by, planned))


def remove(*, by: Actor, message: StaffMessage, seen: int) -> None:
    check_can_change(by, message)
    with change(by=by, owner=message.owner_id, reason=say("Removed a planned message")):
        check_can_change(by, StaffMessage.objects.select_for_update().get(pk=message.pk))
        update(message, version=seen)
        message.delete()


def record(*, by: Actor, message: StaffMessage, seen: int, came_of: CameOf, on: date) -> StaffMessage:
    """That it was told, whom it reached, and what they could say back; may be put right later."""
    check_can_plan(by)
    if came_of.told_on > on:
        raise Refused(say("It cannot have been told on a day to come"), field="told_on")
    size = message.audience_size
    if came_of.reached is not None and size is not None and came_of.reached > size:
        words = say("It was planned for {size} people. Reached are at most so many", size=size)
        raise Refused(words, field="reached")
    if (came_of.asked is None) != (came_of.said_back is None):
        words = say("Enter both how many were asked and how many could say it, or neither")
        raise Refused(words, field="said_back")
    if came_of.asked is not None and not 0 <= (came_of.said_back or 0) <= came_of.asked:
        raise Refused(say("Of those asked at most all could say it"), field="said_back")
    if came_of.asked == 0:
        raise Refused(say("Leave it empty where nobody was asked"), field="asked")
    with change(by=by, owner=message.owner_id, reason=say("Wrote down what came of telling staff")):
        return update(
            message,
            version=seen,
            told_on=came_of.told_on,
            reached=came_of.reached,
            asked=came_of.asked,
            said_back=came_of.said_back,
            learned=came_of.learned.strip(),
        )


def _columns(by: Actor, planned: Planned) -> dict[str, object]:
    return {
        "words": planned.words.strip(),
        "audience": planned.audience.strip(),
        "audience_size": planned.audience_size,
        "how": planned.how.strip(),
        "carried_by": _carrier(by, planned.carried_by),
        "planned_for": planned.planned_for,
    }


def _carrier(by: Actor, ref: str) -> LeadAppointment | None:
    if not ref:
        return None
    found = LeadAppointment.objects.filter(owner_id=by.organisation_id, ref=ref).first()
    if found is None:
        raise Refused(say("Choose one of those who lead, or nobody"), field="carried_by")
    return found


def _check(planned: Planned) -> None:
    for field, text, words in (
        ("words", planned.words, say("Enter what they should be able to say afterwards")),
        ("audience", planned.audience, say("Enter whom it is for")),
        ("how", planned.how, say("Enter how they are told")),
    ):
        if not text.strip():
            raise Refused(words, field=field)
    if planned.audience_size == 0:
        raise Refused(say("Leave it empty where nobody counted them"), field="audience_size")
