"""Holds on disposal: placed for a claim, an audit or a law by an administrator, and lifted by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.record import processing
from fourfold.ground.privacy.tables import LegalHold

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person


def check_can_hold(by: Actor) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("hold records back from disposal"))


def can_hold(by: Actor) -> bool:
    return by.has(Role.ADMINISTRATOR)


def place(*, by: Actor, record: str, person: Person | None, reason: str, on: date) -> LegalHold:
    """From `on` nothing of the kind `record` (empty: of any), or of `person` alone, is disposed of or erased."""
    check_can_hold(by)
    if record and record not in processing():
        raise Refused(say("Choose a kind of record"), field="record")
    if not reason.strip():
        raise Refused(say("Say what it is held for: whoever lifts it must know"), field="reason")
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason=say("Placed a hold on disposal"), winding_up=True):
        return LegalHold.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            record=record,
            person=person,
            reason=reason.strip(),
            placed_by_id=by.person_id,
            placed_on=on,
        )


def check_can_lift(by: Actor, *, hold: LegalHold) -> None:
    if hold.owner_id != by.organisation_id:
        raise NotAllowed(say("This hold is of another organisation."))
    check_role(by, Role.ADMINISTRATOR, to=say("lift a hold"))
    if hold.lifted_on is not None:
        raise NotAllowed(say("This hold was lifted already."))


def can_lift(by: Actor, *, hold: LegalHold) -> bool:
    try:
        check_can_lift(by, hold=hold)
    except NotAllowed:
        return False
    return True


def lift(*, by: Actor, hold: LegalHold, because: str, on: date) -> LegalHold:
    """What it held is disposed of in the next night, where its time is over. Raises ChangedMeanwhile if lifted before."""
    check_can_lift(by, hold=hold)
    if not because.strip():
        raise Refused(say("Say why it is needed no longer"), field="because")
    with change(by=by, owner=by.organisation_id, reason=say("Lifted a hold on disposal"), winding_up=True):
        return update(
            hold,
            version=hold.version,
            lifted_by_id=by.person_id,
            lifted_on=on,
            lifted_because=because.strip(),
        )
