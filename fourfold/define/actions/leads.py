"""Who leads on social value: appointed, changed, ended with a reason, and handed over to who follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.define.actions.leads_shown import show
from fourfold.define.actions.services import can_change, check_can_change
from fourfold.define.models import Ending, LeadAppointment, LeadPriority, LeadRole, Priority, Service
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.posts import codes
from fourfold.ground.people.queries import colleagues

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person

__all__ = (
    "Appointed",
    "appoint",
    "can_change",
    "check_can_change",
    "check_can_edit",
    "edit",
    "end",
    "end_with_body",
    "hand_over",
)


@dataclass(frozen=True, slots=True)
class Appointed:
    """Who is appointed to what. Either `person`, who has an account, or `name`; `priorities` by reference."""

    role: str
    person: Person | None
    name: str
    post: str
    job_title: str
    seniority: str
    remit: str
    from_day: date
    until_day: date | None
    name_may_be_shown: bool
    service: Service | None = None
    deputy_of: LeadAppointment | None = None
    priorities: Collection[str] = field(default_factory=tuple)


def appoint(*, by: Actor, who: Appointed) -> LeadAppointment:
    """Refuses a second lead, or a second champion of one service, before the first has ended."""
    check_can_change(by)
    _check(by, who)
    with change(by=by, owner=by.organisation_id, reason=say("Said who leads")):
        return _appoint(by, who, follows=None)


def check_can_edit(by: Actor, appointment: LeadAppointment) -> None:
    check_can_change(by)
    if appointment.owner_id != by.organisation_id:
        message = say("Only the organisation in which they lead can change this.")
        raise NotAllowed(message)
    if appointment.ended_on is not None:
        message = say("This ended on {day} and no longer changes.", day=day_text(appointment.ended_on))
        raise NotAllowed(message)


def edit(*, by: Actor, appointment: LeadAppointment, seen: int, who: Appointed) -> LeadAppointment:
    """Changes what somebody is appointed to; who it is and in which role stays: another is another appointment."""
    check_can_edit(by, appointment)
    _check_words(who)
    with change(by=by, owner=appointment.owner_id, reason=say("Changed what somebody leads on")):
        changed = update(
            appointment,
            version=seen,
            post=who.post,
            job_title=who.job_title.strip(),
            seniority=who.seniority,
            remit=who.remit.strip(),
            from_day=who.from_day,
            until_day=who.until_day,
            name_may_be_shown=who.name_may_be_shown,
        )
        _cover(changed, who.priorities)
        show(changed)
    return changed


def end(
    *, by: Actor, appointment: LeadAppointment, seen: int, last_day: date, because: str, notes: str
) -> LeadAppointment:
    """`last_day` is the last on which they lead; `notes` are for who comes after."""
    check_can_edit(by, appointment)
    with change(by=by, owner=appointment.owner_id, reason=say("Ended an appointment")):
        return _end(appointment, seen, last_day, because, notes)


def hand_over(
    *,
    by: Actor,
    appointment: LeadAppointment,
    seen: int,
    last_day: date,
    because: str,
    notes: str,
    who: Appointed,
) -> LeadAppointment:
    """Ends it and appoints who follows, from the day after, with its deputies; the two name each other."""
    check_can_edit(by, appointment)
    _check(by, who)
    if who.from_day != last_day + timedelta(days=1):
        message = say("Who follows begins on the day after the last day")
        raise Refused(message, field="last_day")
    with change(by=by, owner=appointment.owner_id, reason=say("Handed over who leads")):
        ended = _end(appointment, seen, last_day, because, notes)
        following = _appoint(by, who, follows=ended)
        for deputy in ended.deputies.filter(ended_on=None):
            update(deputy, version=deputy.version, deputy_of_id=following.pk)
    return following


def end_with_body(*, owner: int, name: str, last_day: date) -> None:
    """A body that has ended has nobody who leads: what is open ends on its last day, and nothing of it passes on.

    Carried out twice it changes nothing. The caller stands in `change(...)`, as maintenance.
    """
    for appointment in LeadAppointment.objects.filter(owner_id=owner, ended_on=None).select_related(
        "person", "service"
    ):
        ended = update(
            appointment,
            version=appointment.version,
            ended_on=max(last_day, appointment.from_day),
            ended_because=Ending.REORGANISED,
            handover_notes=say(
                "{name} ended on {day}, and every appointment with it.", name=name, day=day_text(last_day)
            ),
        )
        show(ended)


def _appoint(by: Actor, who: Appointed, *, follows: LeadAppointment | None) -> LeadAppointment:
    open_ones = LeadAppointment.objects.filter(owner_id=by.organisation_id, ended_on=None, role=who.role)
    if who.role == LeadRole.LEAD and open_ones.exists():
        message = say("There is a nominated lead. Hand over to who follows, or end that appointment first")
        raise Refused(message, field="role")
    if who.role == LeadRole.SERVICE and open_ones.filter(service=who.service).exists():
        message = say("This service has a champion. Hand over to who follows, or end that appointment first")
        raise Refused(message, field="service")
    made: LeadAppointment = LeadAppointment.objects.create(
        owner_id=by.organisation_id,
        root="",
        role=who.role,
        person=who.person,
        name="" if who.person is not None else who.name.strip(),
        post=who.post,
        job_title=who.job_title.strip(),
        seniority=who.seniority,
        service=who.service,
        deputy_of=who.deputy_of,
        remit=who.remit.strip(),
        from_day=who.from_day,
        until_day=who.until_day,
        follows=follows,
        name_may_be_shown=who.name_may_be_shown,
    )
    _cover(made, who.priorities)
    show(made)
    return made


def _end(
    appointment: LeadAppointment, seen: int, last_day: date, because: str, notes: str
) -> LeadAppointment:
    if because not in Ending.values:
        message = say("Choose why it ends")
        raise Refused(message, field="because")
    if last_day < appointment.from_day:
        message = say("It began on {day}; it cannot end before", day=day_text(appointment.from_day))
        raise Refused(message, field="last_day")
    ended = update(
        appointment, version=seen, ended_on=last_day, ended_because=because, handover_notes=notes.strip()
    )
    show(ended)
    return ended


def _cover(appointment: LeadAppointment, priorities: Collection[str]) -> None:
    """Puts the priorities with these references in the place of those they answered for."""
    wanted = {
        each.pk: each for each in Priority.objects.filter(owner_id=appointment.owner_id, ref__in=priorities)
    }
    for covered in appointment.priorities.all():
        if wanted.pop(covered.priority_id, None) is None:
            covered.delete()
    for priority in wanted.values():
        LeadPriority.objects.create(
            owner_id=appointment.owner_id, root="", appointment=appointment, priority=priority
        )


def _check(by: Actor, who: Appointed) -> None:
    if who.role not in LeadRole.values:
        message = say("Choose what they are")
        raise Refused(message, field="role")
    if who.person is None and not who.name.strip():
        message = say("Choose somebody who has an account, or enter a name")
        raise Refused(message, field="name")
    if who.person is not None and not colleagues(organisation=by.organisation_id, on=who.from_day).filter(
        pk=who.person.pk
    ):
        message = say("{name} has no role here on that day", name=who.person.name)
        raise Refused(message, field="person")
    if (who.role == LeadRole.SERVICE) != (who.service is not None):
        message = say("Choose the service of which they are the champion; only such a champion has one")
        raise Refused(message, field="service")
    if who.service is not None and who.service.owner_id != by.organisation_id:
        message = say("Choose one of your own services")
        raise Refused(message, field="service")
    if (who.role == LeadRole.DEPUTY) != (who.deputy_of is not None):
        message = say("Choose whose deputy they are; only a deputy has somebody")
        raise Refused(message, field="deputy_of")
    if who.deputy_of is not None and (
        who.deputy_of.owner_id != by.organisation_id
        or who.deputy_of.ended_on is not None
        or who.deputy_of.role == LeadRole.DEPUTY
    ):
        message = say("Choose somebody who leads here today")
        raise Refused(message, field="deputy_of")
    _check_words(who)


def _check_words(who: Appointed) -> None:
    if who.post not in {each.code for each in codes().posts}:
        message = say("Choose the post from the list")
        raise Refused(message, field="post")
    if who.seniority not in {each.code for each in codes().seniorities}:
        message = say("Choose how senior the post is")
        raise Refused(message, field="seniority")
    if who.until_day is not None and who.until_day < who.from_day:
        message = say("The term cannot end before it begins")
        raise Refused(message, field="until_day")
