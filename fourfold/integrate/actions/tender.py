"""The moment a tender opens: the gate is checked, the key is made, and anyone may read what is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.first_stage import tell_who_was_selected
from fourfold.integrate.actions.method import publish_method
from fourfold.integrate.actions.procurement_states import move
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.actions.routes import let_them_bid
from fourfold.integrate.models import OpenersKey, OpenersShare, OpeningKey, ProcurementState
from fourfold.integrate.queries.elsewhere import elsewhere_of
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.routes import what_the_route_lacks
from fourfold.integrate.rules import sealing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person
    from fourfold.integrate.models import Procurement

FEWEST_OPENERS = 3
# A slip of the year, not a tender: nothing is open for bids for more than two years.
LATEST = timedelta(days=2 * 366)


def check_can_open_for_bids(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("open a tender for bids"))
    if procurement.state == ProcurementState.PLANNED:
        message = say("Record what was considered first: the law asks for it before a procurement begins.")
        raise NotAllowed(message)
    if procurement.state not in {ProcurementState.CONSIDERING, ProcurementState.SELECTING}:
        message = say(
            "This procurement is “{state}”; it cannot be opened for bids again.",
            state=procurement.get_state_display(),
        )
        raise NotAllowed(message)
    where = elsewhere_of(procurement)
    if where is not None:
        raise NotAllowed(
            say("Bids for this are taken on {portal}, so it is not opened here.", portal=where.portal)
        )
    gaps = [*what_stops_opening(procurement), *what_the_route_lacks(procurement)]
    if gaps:
        raise NotAllowed(side_by_side(say("{gap}.", gap=gap) for gap in gaps))


def can_open_for_bids(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_open_for_bids(by, procurement)
    except NotAllowed:
        return False
    return True


def check_openers_and_deadline(
    *,
    procurement: Procurement,
    openers: Sequence[Person],
    bids_close_at: datetime,
    at: datetime,
) -> dict[str, bytes]:
    """The openers' public keys by their references. Refuses fewer than three people who can open, and a bad deadline."""
    if bids_close_at <= at:
        message = say("Bids must close after now")
        raise Refused(message, field="bids_close_at")
    if bids_close_at > at + LATEST:
        message = say("Bids cannot close more than two years from now. Check the year")
        raise Refused(message, field="bids_close_at")
    different = {person.pk: person for person in openers}
    if len(different) < FEWEST_OPENERS:
        message = say(
            "Choose at least {fewest_openers} people, so that any two of them can open the bids",
            fewest_openers=FEWEST_OPENERS,
        )
        raise Refused(message, field="openers")
    today = memberships_in_force(on=timezone.localdate(at)).filter(organisation_id=procurement.owner_id)
    here = set(today.filter(person__is_active=True).values_list("person_id", flat=True))
    for person in different.values():
        if person.pk not in here:
            message = say("{name} holds no role in your organisation today", name=person.name)
            raise Refused(message, field="openers")
    keys = {key.person_id: bytes(key.public_key) for key in OpenersKey.objects.filter(person__in=different)}
    for person in different.values():
        if person.pk not in keys:
            message = say("{name} has not set an opening passphrase yet", name=person.name)
            raise Refused(message, field="openers")
    return {person.ref: keys[person.pk] for person in different.values()}


def open_for_bids(
    *,
    by: Actor,
    procurement: Procurement,
    openers: Sequence[Person],
    bids_close_at: datetime,
    at: datetime,
) -> Procurement:
    """Opens the tender until `bids_close_at`, makes the key that bids are sealed to, and publishes what is asked.

    Any two of `openers` open the bids after the deadline, each with their own passphrase. Nothing that bidders were
    told changes from now on.
    """
    check_can_open_for_bids(by, procurement)
    keys = check_openers_and_deadline(
        procurement=procurement,
        openers=openers,
        bids_close_at=bids_close_at,
        at=at,
    )
    made = sealing.make_tender_key(
        tender=procurement.ref,
        openers=keys,
        server_secret=settings.SEALING_SECRET.encode(),
    )
    people = {person.ref: person for person in openers}
    with change(by=by, owner=procurement.owner_id, reason=say("Opened the tender for bids")):
        publish_method(procurement, at=at, bids_close_at=bids_close_at)
        # Key and shares have roots of their own: the procurement's is about to be open to everyone.
        key = OpeningKey(
            owner_id=procurement.owner_id,
            procurement=procurement,
            public_key=made.public_key,
            wrapped_server_share=made.wrapped_server_share,
            made_at=at,
        )
        key.root = key.ref
        key.save(force_insert=True)
        for position, (ref, wrapped) in enumerate(made.wrapped_shares.items(), start=1):
            own = new_reference()
            OpenersShare.objects.create(
                owner_id=procurement.owner_id,
                ref=own,
                root=own,
                opening_key=key,
                person=people[ref],
                position=position,
                wrapped_share=wrapped,
            )
        today = timezone.localdate(at)
        let_them_bid(procurement, on=today)
        tell_who_was_selected(procurement, on=today)
        return move(procurement, to=ProcurementState.OPEN, values={"bids_close_at": bids_close_at})


def check_can_close(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("close a tender"))
    if procurement.state != ProcurementState.OPEN:
        message = say(
            "This procurement is “{state}”, not open for bids.", state=procurement.get_state_display()
        )
        raise NotAllowed(message)
    if procurement.bids_close_at is None or at <= procurement.bids_close_at:
        message = say("The time for bids has not passed yet.")
        raise NotAllowed(message)


def can_close(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_close(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def close(*, by: Actor, procurement: Procurement, at: datetime) -> Procurement:
    """Writes down that the deadline has passed. Pages and bidders go by the clock and do not wait for this."""
    check_can_close(by, procurement, at=at)
    with change(by=by, owner=procurement.owner_id, reason=say("The time for bids has passed")):
        return move(procurement, to=ProcurementState.CLOSED)
