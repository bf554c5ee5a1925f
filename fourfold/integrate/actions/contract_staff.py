"""How many people the buyer thinks the contract needs: said by it, with its reason, and corrected until points are locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import ContractStaff, ProcurementState

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

LOCKED = frozenset(
    {
        ProcurementState.MODERATED,
        ProcurementState.AWARDED,
        ProcurementState.CONTRACTED,
        ProcurementState.ABANDONED,
    }
)
MOST = 100_000


def check_can_say_staff(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("say how many people a contract needs"))
    if procurement.state in LOCKED:
        message = say("The points are locked, so what pledges are compared with stands as it is.")
        raise NotAllowed(message)


def can_say_staff(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_say_staff(by, procurement)
    except NotAllowed:
        return False
    return True


def say_staff(
    *, by: Actor, procurement: Procurement, full_time: Decimal, because: str, on: date
) -> ContractStaff:
    """`full_time` in full-time equivalents, on the average over the contract."""
    check_can_say_staff(by, procurement)
    if not 0 < full_time <= MOST:
        message = say("Enter a number of full-time people above nothing")
        raise Refused(message, field="full_time")
    if not because.strip():
        message = say("Say how you know, such as “the present contract has 12 operatives and two managers”")
        raise Refused(message, field="because")
    values = {
        "full_time": full_time,
        "because": because.strip(),
        "said_by_id": by.person_id,
        "said_on": on,
    }
    with change(by=by, owner=procurement.owner_id, reason=say("Said how many people the contract needs")):
        procurement = standing(procurement.pk)
        check_can_say_staff(by, procurement)
        earlier = ContractStaff.objects.filter(procurement=procurement).first()
        if earlier is not None:
            return update(earlier, version=earlier.version, **values)
        ref = new_reference()
        created: ContractStaff = ContractStaff.objects.create(
            owner_id=procurement.owner_id, ref=ref, root=ref, procurement=procurement, **values
        )
    return created
