"""For which service of the buyer something is bought, so that its champion is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.queries.leadership import service_with
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Procurement, ProcurementService

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor


def check_can_say(by: Actor, procurement: Procurement) -> None:
    """At any time: the champion of a service is told of its contracts as well."""
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("say for which service something is bought"))


def for_service(*, by: Actor, procurement: Procurement, service: str) -> None:
    """`service` is a reference, or empty for none. Refuses a closed service and another's."""
    check_can_say(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Said for which service it is bought")):
        put(procurement, service)


def put(procurement: Procurement, service: str) -> None:
    """The same, within a change that the caller has begun and checked."""
    standing = ProcurementService.objects.filter(procurement=procurement).first()
    if not service:
        if standing is not None:
            standing.delete()
        return
    known = service_with(owner=procurement.owner_id, ref=service)
    if known is None or (
        known.closed_on is not None and (standing is None or standing.service_id != known.pk)
    ):
        message = say("Choose one of your services")
        raise Refused(message, field="service")
    if standing is None:
        ref = new_reference()
        ProcurementService.objects.create(
            owner_id=procurement.owner_id, ref=ref, root=ref, procurement=procurement, service_id=known.pk
        )
    elif standing.service_id != known.pk:
        update(standing, version=standing.version, service_id=known.pk)
