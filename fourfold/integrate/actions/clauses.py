"""Where in the contract each promise stands: what stands in no clause cannot be demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import Commitment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Contract
    from fourfold.integrate.queries.contracts import ContractRow


def check_can_name(by: Actor, contract: Contract | ContractRow) -> None:
    check_role(by, Role.COMMISSIONER, Role.CONTRACT_MANAGER, to=say("say in which clause a promise stands"))
    if contract.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the buying organisation says where its promises stand."))


def name(*, by: Actor, contract: Contract, clauses: Mapping[int, str]) -> None:
    """`clauses` by the number of the commitment in its contract; an empty text says that it stands in none."""
    check_can_name(by, contract)
    with change(by=by, owner=contract.owner_id, reason=say("Said in which clause each promise stands")):
        for commitment in Commitment.objects.select_for_update().filter(contract=contract):
            clause = " ".join(clauses.get(commitment.number, commitment.clause).split())
            if clause != commitment.clause:
                update(commitment, version=commitment.version, clause=clause)
