"""The first stage of a procurement in stages: suppliers ask to take part, and who meets the conditions is asked for bids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.conflicts import check_assessment_stands
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.actions.routes import invite
from fourfold.integrate.models import (
    Invited,
    ParticipationRequest,
    ProcurementState,
    RouteChoice,
    Selection,
)
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.joint import what_joint_lacks
from fourfold.integrate.queries.routes import route_of
from fourfold.integrate.rules.routes import Route

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


def check_can_begin(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("begin the first stage"))
    if route_of(procurement) is not Route.MULTI_STAGE:
        message = say("Only a procurement in stages has a first stage.")
        raise NotAllowed(message)
    if procurement.state != ProcurementState.CONSIDERING:
        message = say(
            "Record what was considered first."
            if procurement.state == ProcurementState.PLANNED
            else "The first stage has begun already."
        )
        raise NotAllowed(message)
    if not RouteChoice.objects.filter(procurement=procurement).exists():
        message = say("Record the choice of the route with its conditions first.")
        raise NotAllowed(message)
    # The conditions are published to all, so the record must be whole by now: it cannot be written on afterwards.
    lacks = [*gate_of(procurement).stops, *what_joint_lacks(procurement)]
    if lacks:
        raise NotAllowed(say("{lacks}.", lacks=lacks[0]))
    # This is the notice before which conflicts are assessed; when bids are asked for it has gone out already.
    check_assessment_stands(procurement)


def can_begin(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_begin(by, procurement)
    except NotAllowed:
        return False
    return True


def begin(*, by: Actor, procurement: Procurement, requests_close_at: datetime, at: datetime) -> Procurement:
    """Publishes the conditions to everyone; until `requests_close_at` suppliers ask to take part."""
    check_can_begin(by, procurement)
    if requests_close_at <= at:
        message = say("Suppliers need time: the end must be after now")
        raise Refused(message, field="closes_on")
    with change(by=by, owner=procurement.owner_id, reason=say("Began the first stage")):
        procurement = standing(procurement.pk)
        check_can_begin(by, procurement)
        choice = RouteChoice.objects.get(procurement=procurement)
        update(choice, version=choice.version, requests_close_at=requests_close_at)
        share(
            owner=procurement.owner,
            thing=procurement.root,
            kind="procurement",
            organisation=None,
            right=Right.SEE,
            on=timezone.localdate(at),
            reason=say("Published: first stage"),
        )
        return move(procurement, to=ProcurementState.SELECTING)


def check_can_ask_to_take_part(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_role(by, Role.SUPPLIER, to=say("ask to take part"))
    if procurement.owner_id == by.organisation_id:
        message = say("Your organisation is the buyer here.")
        raise NotAllowed(message)
    choice = RouteChoice.objects.filter(procurement=procurement).first()
    if procurement.state != ProcurementState.SELECTING or choice is None or choice.requests_close_at is None:
        message = say("This tender is not in its first stage.")
        raise NotAllowed(message)
    if at > choice.requests_close_at:
        message = say("The time to ask to take part has passed.")
        raise NotAllowed(message)


def can_ask_to_take_part(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_ask_to_take_part(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def ask_to_take_part(
    *, by: Actor, procurement: Procurement, statement: str, at: datetime
) -> ParticipationRequest:
    """How the supplier meets the conditions. Sent again before the end, it takes the place of the first."""
    check_can_ask_to_take_part(by, procurement, at=at)
    if not statement.strip():
        message = say("Say how you meet each of the conditions")
        raise Refused(message, field="statement")
    with change(by=by, owner=by.organisation_id, reason=say("Asked to take part in a tender")):
        earlier = ParticipationRequest.objects.filter(
            procurement=procurement, owner_id=by.organisation_id
        ).first()
        if earlier is not None:
            return update(earlier, version=earlier.version, statement=statement.strip(), sent_at=at)
        ref = new_reference()
        request: ParticipationRequest = ParticipationRequest.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            statement=statement.strip(),
            sent_at=at,
        )
        share(
            owner=Organisation.objects.get(pk=by.organisation_id),
            thing=ref,
            kind="participation",
            organisation=procurement.owner,
            right=Right.SEE,
            on=timezone.localdate(at),
            reason=say("Sent to the buyer"),
        )
    return request


def check_can_select(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.EVALUATOR, to=say("decide who meets the conditions"))
    choice = RouteChoice.objects.filter(procurement=procurement).first()
    if procurement.state != ProcurementState.SELECTING or choice is None or choice.requests_close_at is None:
        message = say("Who meets the conditions is decided in the first stage.")
        raise NotAllowed(message)
    if at <= choice.requests_close_at:
        message = say("Suppliers may still ask to take part. Decide when the time has passed.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("decide who is asked for bids"))


def can_select(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_select(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def select(
    *, by: Actor, request: ParticipationRequest, meets: bool, reason: str, at: datetime, on: date
) -> Selection:
    """Decides on one request, with a reason that the supplier reads. Whoever meets the conditions is asked for bids."""
    procurement = request.procurement
    check_can_select(by, procurement, at=at)
    if not reason.strip():
        message = say("Give the reason; the supplier reads it")
        raise Refused(message, field="reason")
    supplier = request.owner
    with change(by=by, owner=procurement.owner_id, reason=say("Decided who meets the conditions")):
        check_can_select(by, standing(procurement.pk), at=at)
        values = {
            "meets": meets,
            "reason": reason.strip(),
            "decided_by_id": by.person_id,
            "decided_on": on,
        }
        selection = Selection.objects.filter(request=request).first()
        if selection is None:
            ref = new_reference()
            selection = Selection.objects.create(
                owner_id=procurement.owner_id,
                ref=ref,
                root=ref,
                procurement=procurement,
                request=request,
                supplier=supplier,
                **values,
            )
        else:
            selection = update(selection, version=selection.version, **values)
        Invited.objects.filter(procurement=procurement, supplier=supplier).delete()
        if meets:
            invite(by=by, procurement=procurement, supplier=supplier, because=reason.strip(), on=on)
    return selection


def tell_who_was_selected(procurement: Procurement, *, on: date) -> None:
    """Each supplier may from now on read what was decided of itself; within the change that asks for bids."""
    for selection in Selection.objects.filter(procurement=procurement).select_related("supplier"):
        share(
            owner=procurement.owner,
            thing=selection.root,
            kind="selection",
            organisation=selection.supplier,
            right=Right.SEE,
            on=on,
            reason=say("Told whether it meets the conditions"),
        )
