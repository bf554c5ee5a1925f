"""A consultation is written, put to residents or providers, and closed. Nobody is asked for more than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fourfold.define.queries.leadership import service_with
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import colleagues
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import Audience, Consultation, ConsultationState
from fourfold.integrate.models.consultation import VALID_TRANSITIONS
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Written:
    """`procurement` and `service` are references, or empty; `moderator` is that of a colleague, or empty for now."""

    procurement: str
    service: str
    title: str
    audience: str
    purpose: str
    privacy_notice: str
    closes_on: date | None
    listed: bool
    takes_ideas: bool
    moderator: str


def check_can_consult(by: Actor) -> None:
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("consult residents and providers"))


def can_consult(by: Actor) -> bool:
    try:
        check_can_consult(by)
    except NotAllowed:
        return False
    return True


def check_can_write(by: Actor, consultation: Consultation) -> None:
    """While nobody has been asked yet."""
    check_runs(by, consultation)
    if consultation.state != ConsultationState.DRAFT:
        raise NotAllowed(
            say(
                "This consultation is “{state}”. What people were asked no longer changes.",
                state=consultation.get_state_display(),
            )
        )


def can_write(by: Actor, consultation: Consultation) -> bool:
    try:
        check_can_write(by, consultation)
    except NotAllowed:
        return False
    return True


def check_runs(by: Actor, consultation: Consultation) -> None:
    if consultation.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that consults can do this."))
    check_can_consult(by)


def start(*, by: Actor, written: Written, on: date) -> Consultation:
    check_can_consult(by)
    values = _checked(by, written, on)
    with change(by=by, owner=by.organisation_id, reason=say("Began a consultation")):
        ref = new_reference()
        created: Consultation = Consultation.objects.create(
            owner_id=by.organisation_id, ref=ref, root=ref, written_by_id=by.person_id, **values
        )
    return created


def edit(*, by: Actor, consultation: Consultation, written: Written, seen: int, on: date) -> Consultation:
    check_can_write(by, consultation)
    values = _checked(by, written, on)
    with change(by=by, owner=consultation.owner_id, reason=say("Changed a consultation")):
        check_can_write(by, standing(consultation))
        return update(consultation, version=seen, **values)


def check_can_open(by: Actor, consultation: Consultation, *, on: date) -> None:
    check_can_write(by, consultation)
    gaps = what_is_missing(consultation, on=on)
    if gaps:
        raise NotAllowed(say("First: {gaps}.", gaps=side_by_side(gaps, "; ")))


def what_is_missing(consultation: Consultation, *, on: date) -> list[str]:
    """Before anybody is asked, in words."""
    gaps = []
    if not consultation.questions.exists():
        gaps.append(say("write at least one question"))
    if not consultation.privacy_notice.strip():
        gaps.append(say("write the privacy notice"))
    if consultation.closes_on is None or consultation.closes_on < on:
        gaps.append(say("choose a last day that is still to come"))
    if consultation.moderator_id is None:
        gaps.append(say("name who looks at the answers"))
    return gaps


def open_to_answers(*, by: Actor, consultation: Consultation, seen: int, on: date) -> Consultation:
    """From now on everybody with the link reads it, and answers until the last day."""
    check_can_open(by, consultation, on=on)
    with change(by=by, owner=consultation.owner_id, reason=say("Put a consultation to people")):
        now = standing(consultation)
        check_can_open(by, now, on=on)
        share(
            owner=Organisation.objects.get(pk=now.owner_id),
            thing=now.root,
            kind="consultation",
            organisation=None,
            right=Right.SEE,
            on=on,
            reason=say("Put to everybody"),
        )
        return move(now, to=ConsultationState.OPEN, seen=seen, opened_on=on)


def close(*, by: Actor, consultation: Consultation, seen: int) -> Consultation:
    """Ends it, before its last day too."""
    check_runs(by, consultation)
    with change(by=by, owner=consultation.owner_id, reason=say("Closed a consultation")):
        return move(standing(consultation), to=ConsultationState.CLOSED, seen=seen)


def name_moderator(
    *, by: Actor, consultation: Consultation, moderator: str, seen: int, on: date
) -> Consultation:
    """Somebody else looks at the answers from now on: the first may have left."""
    check_runs(by, consultation)
    person = next(
        (each for each in colleagues(organisation=by.organisation_id, on=on) if each.ref == moderator), None
    )
    if person is None:
        raise Refused(say("Choose somebody who works with you"), field="moderator")
    with change(by=by, owner=consultation.owner_id, reason=say("Named who looks at the answers")):
        return update(consultation, version=seen, moderator=person)


def standing(consultation: Consultation) -> Consultation:
    """As it stands now, and until the caller's change is done."""
    return Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def move(consultation: Consultation, *, to: ConsultationState, seen: int, **values: Any) -> Consultation:
    if to not in VALID_TRANSITIONS[ConsultationState(consultation.state)]:
        raise Refused(
            say(
                "A consultation that is “{state}” cannot become “{label}”.",
                state=consultation.get_state_display(),
                label=to.label,
            )
        )
    return update(consultation, version=seen, state=to, **values)


def _checked(by: Actor, written: Written, on: date) -> dict[str, Any]:
    procurement = procurement_of(owner=by.organisation_id, ref=written.procurement)
    service = service_with(owner=by.organisation_id, ref=written.service)
    if procurement is None and written.procurement:
        raise Refused(say("Choose one of your procurements"), field="procurement")
    if service is None and written.service:
        raise Refused(say("Choose one of your services"), field="service")
    for text, name, message in (
        (written.title, "title", say("Give it a title that people will understand")),
        (written.purpose, "purpose", say("Say what it is for, and what the answers can still change")),
    ):
        if not text.strip():
            raise Refused(message, field=name)
    if written.audience not in Audience.values:
        raise Refused(say("Choose whom you ask"), field="audience")
    if written.closes_on is not None and not 0 <= (written.closes_on - on).days <= MOST_DAYS:
        raise Refused(say("Choose a day from today on, within a year"), field="closes_on")
    moderator = None
    if written.moderator:
        here = colleagues(organisation=by.organisation_id, on=on)
        moderator = next((each for each in here if each.ref == written.moderator), None)
        if moderator is None:
            raise Refused(say("Choose somebody who works with you"), field="moderator")
    return {
        "procurement": procurement,
        "service": service,
        "title": written.title.strip(),
        "audience": written.audience,
        "purpose": written.purpose.strip(),
        "privacy_notice": written.privacy_notice.strip(),
        "closes_on": written.closes_on,
        "listed": written.listed,
        "takes_ideas": written.takes_ideas,
        "moderator": moderator,
    }
