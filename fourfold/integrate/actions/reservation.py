"""For whom a competition is reserved, or that it is not, with the reason and what the rules answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.procurements import can_change, check_can_change
from fourfold.integrate.models import Reservation
from fourfold.integrate.queries.reservation import what_the_rules_say
from fourfold.integrate.rules.reservation import BY_THE_ORDER, Reserved

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Reserving:
    """`area` is that of the Order of 2026; the two `only_…` narrow it to small firms, or to charities and social enterprises."""

    reserved_for: str
    area: str = ""
    only_small: bool = False
    only_social: bool = False
    reason: str = ""


def check_can_reserve(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_reserve(by: Actor, procurement: Procurement) -> bool:
    return can_change(by, procurement)


def reserve(*, by: Actor, procurement: Procurement, given: Reserving, on: date, version: int) -> Reservation:
    """Records the decision beside what the rules answered that day. The rules advise and do not stop: they are no legal advice.
    `version` is the procurement's.
    """
    check_can_reserve(by, procurement)
    if given.reserved_for not in set(Reserved):
        message = say("Choose for whom it is reserved, or that it is not")
        raise Refused(message, field="reserved_for")
    kind = Reserved(given.reserved_for)
    if kind == Reserved.LOCAL and not given.area.strip():
        message = say("Name the area; the advertisement must say it")
        raise Refused(message, field="area")
    if kind not in BY_THE_ORDER and (given.only_small or given.only_social):
        message = say(
            "Only a reservation by the Order of 2026 is narrowed to small firms or social enterprises"
        )
        raise Refused(message, field="only_small")
    if not given.reason.strip():
        message = say("Say why; bidders read it")
        raise Refused(message, field="reason")
    values = {
        "reserved_for": kind.value,
        "area": given.area.strip() if kind == Reserved.LOCAL else "",
        "only_small": given.only_small,
        "only_social": given.only_social,
        "reason": given.reason.strip(),
        "ruling": [each.plain() for each in what_the_rules_say(procurement, kind, on=on)],
        "decided_by_id": by.person_id,
        "decided_on": on,
    }
    with change(by=by, owner=procurement.owner_id, reason=say("Decided for whom the competition is")):
        update(procurement, version=version)
        standing = Reservation.objects.filter(procurement=procurement).first()
        if standing is not None:
            return update(standing, version=standing.version, **values)
        created: Reservation = Reservation.objects.create(
            owner_id=procurement.owner_id, root=procurement.root, procurement=procurement, **values
        )
    return created
