"""Everyone with influence on a decision declares interests first: who scores, who moderates, who proposes, who approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import Declaration

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


def check_can_declare(by: Actor, procurement: Procurement) -> None:
    check_role(
        by, Role.EVALUATOR, Role.COMMISSIONER, Role.APPROVER, to=say("declare interests in a procurement")
    )
    if procurement.owner_id != by.organisation_id:
        message = say("Only people of the buying organisation declare interests here.")
        raise NotAllowed(message)


def can_declare(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_declare(by, procurement)
    except NotAllowed:
        return False
    return True


def declare(*, by: Actor, procurement: Procurement, has_interest: bool, detail: str, on: date) -> Declaration:
    """Records what `by` declares. An interest may be added or reworded later, and never taken back by who has it.

    One declared after scoring does not remove the scores: the moderator sees it and decides.
    """
    check_can_declare(by, procurement)
    if has_interest and not detail.strip():
        message = say("Say what the interest is, such as “my sister works for one of the bidders”")
        raise Refused(message, field="detail")
    with change(by=by, owner=procurement.owner_id, reason=say("Declared interests")):
        earlier = _declared(by, procurement)
        values = {"has_interest": has_interest, "detail": detail if has_interest else "", "declared_on": on}
        if earlier is None:
            ref = new_reference()
            return Declaration.objects.create(
                owner_id=procurement.owner_id,
                ref=ref,
                root=ref,
                procurement=procurement,
                person_id=by.person_id,
                **values,
            )
        if earlier.has_interest and not has_interest:
            message = say(
                "You declared an interest in this procurement, and it stands. "
                "Correct its words if they are wrong; somebody else decides on the bids"
            )
            raise Refused(message, field="has_interest")
        return update(earlier, version=earlier.version, **values)


def check_free_of_interest(by: Actor, procurement: Procurement, *, to: str) -> None:
    """`to` completes "so you cannot …"."""
    declared = _declared(by, procurement)
    if declared is None:
        message = say("Declare first whether you have an interest in this procurement.")
        raise NotAllowed(message)
    if declared.has_interest:
        message = say("You declared an interest in this procurement, so you cannot {to}.", to=to)
        raise NotAllowed(message)


def _declared(by: Actor, procurement: Procurement) -> Declaration | None:
    return Declaration.objects.filter(procurement=procurement, person_id=by.person_id).first()
