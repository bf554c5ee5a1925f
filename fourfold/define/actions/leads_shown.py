"""What everyone may read of who leads, kept equal to the appointments while it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.define.actions.services import check_can_change
from fourfold.define.models import LeadAppointment, Leadership, LeadRole, LeadShown
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, Share, share
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.changes import Refused, change, update

if TYPE_CHECKING:
    from datetime import date, datetime


def leadership_for_update(owner: int) -> Leadership:
    """The organisation's arrangement, made where there is none yet. The caller stands in `change(...)`."""
    standing = Leadership.objects.select_for_update().filter(owner_id=owner).first()
    if standing is None:
        ref = new_reference()
        standing = Leadership.objects.create(owner_id=owner, ref=ref, root=ref)
    return standing


def show(appointment: LeadAppointment) -> None:
    """Writes what everyone may read of it, whether or not it is published yet. The caller stands in `change(...)`."""
    values = {
        "role": appointment.role,
        "name": shown_name(appointment),
        "job_title": appointment.job_title,
        "service_name": "" if appointment.service is None else appointment.service.name,
        "from_day": appointment.from_day,
        "last_day": appointment.ended_on or appointment.until_day,
    }
    shown = LeadShown.objects.filter(appointment=appointment).first()
    if shown is None:
        root = leadership_for_update(appointment.owner_id).root
        LeadShown.objects.create(owner_id=appointment.owner_id, root=root, appointment=appointment, **values)
    elif any(getattr(shown, column) != value for column, value in values.items()):
        update(shown, version=shown.version, **values)


def shown_name(appointment: LeadAppointment) -> str:
    """That of an elected member is public; everybody else's only where they agreed."""
    public = appointment.role == LeadRole.ELECTED or appointment.name_may_be_shown
    return appointment.known_as if public else ""


def publish(*, by: Actor, on: date) -> Leadership:
    """From now on everyone may read who leads: roles and posts, and the names of those who agreed or are elected."""
    check_can_change(by)
    with change(by=by, owner=by.organisation_id, reason=say("Published who leads")):
        standing = leadership_for_update(by.organisation_id)
        if not LeadShown.objects.filter(owner_id=by.organisation_id).exists():
            message = say("Nobody leads yet. Say who does before you publish it")
            raise Refused(message)
        share(
            owner=Organisation.objects.get(pk=by.organisation_id),
            thing=standing.root,
            kind="leadership",
            organisation=None,
            right=Right.SEE,
            on=on,
            reason=say("Published who leads"),
        )
    return standing


def take_back(*, by: Actor, at: datetime) -> Leadership:
    """Nobody outside reads it any more."""
    check_can_change(by)
    with change(by=by, owner=by.organisation_id, reason=say("Took back who leads")):
        standing = leadership_for_update(by.organisation_id)
        on = timezone.localdate(at)
        for given in Share.objects.in_force(on).filter(
            owner_id=by.organisation_id, thing=standing.root, organisation=None
        ):
            given.revoked_at = at
            given.save(update_fields=["revoked_at"])
    return standing


def share_on_purpose(
    *, by: Actor, shared: bool, because: str, body: str, decided_on: date | None
) -> Leadership:
    """Says that responsibility is spread by a decision, which body took it, when and why; or that it is not."""
    check_can_change(by)
    if shared:
        wanting = (
            (not because.strip(), "because", say("Say why it is shared")),
            (not body.strip(), "body", say("Enter the body that decided it, such as Cabinet or the Board")),
            (decided_on is None, "decided_on", say("Enter the day of the decision")),
        )
        for is_wanting, field, message in wanting:
            if is_wanting:
                raise Refused(message, field=field)
    with change(by=by, owner=by.organisation_id, reason=say("Said how responsibility is arranged")):
        standing = leadership_for_update(by.organisation_id)
        return update(
            standing,
            version=standing.version,
            shared_on_purpose=shared,
            shared_because=because.strip() if shared else "",
            decided_by=body.strip() if shared else "",
            decided_on=decided_on if shared else None,
        )
