"""Which priorities of the adopted policy a procurement asks for. What the policy suggests for such a contract stands unless
somebody departs from it, with a reason and their name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import ProcurementPriority
from fourfold.integrate.queries.priorities import priorities_to_choose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.queries.priorities import PriorityRow


@dataclass(frozen=True, slots=True)
class Chosen:
    asked: bool
    because: str = ""


def check_can_choose(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("choose the priorities of a procurement"))
    check_not_open_yet(procurement)


def can_choose(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_choose(by, procurement)
    except NotAllowed:
        return False
    return True


def choose(
    *, by: Actor, procurement: Procurement, chosen: Mapping[str, Chosen], version: int, on: date
) -> None:
    """`chosen` by the references of the adopted policy's priorities; one that is not named is not asked for.

    Refuses a departure from what is suggested without a reason, in the field `because_` and its reference, and a priority
    that the adopted policy does not have. `version` is the procurement's.
    """
    check_can_choose(by, procurement)
    with change(
        by=by, owner=procurement.owner_id, reason=say("Chose the priorities that this contract is asked for")
    ):
        update(procurement, version=version)
        shown = priorities_to_choose(procurement)
        known = {row.ref for row in shown.rows}
        if not known:
            raise Refused(say("Your organisation has no adopted policy yet"))
        if not known.issuperset(chosen):
            raise Refused(say("Choose priorities of your adopted policy"))
        standing = {
            each.priority_id: each for each in ProcurementPriority.objects.filter(procurement=procurement)
        }
        for row in shown.rows:
            wanted = chosen.get(row.ref, Chosen(asked=False))
            _check(row, wanted)
            _keep(by, procurement, row, wanted, standing.pop(row.pk, None), on)
        # Of an earlier version of the policy, which is asked for no longer.
        for each in standing.values():
            each.delete()


def _check(row: PriorityRow, wanted: Chosen) -> None:
    if row.suggested in {None, wanted.asked} or wanted.because.strip():
        return
    message = (
        say("Say why “{title}” is asked for although your policy does not suggest it here", title=row.title)
        if wanted.asked
        else say("Say why “{title}” is left out although your policy asks for it here", title=row.title)
    )
    raise Refused(message, field=f"because_{row.ref}")


def _keep(
    by: Actor,
    procurement: Procurement,
    row: PriorityRow,
    wanted: Chosen,
    before: ProcurementPriority | None,
    on: date,
) -> None:
    if not wanted.asked and not row.suggested:
        if before is not None:
            before.delete()
        return
    departs = row.suggested is not None and row.suggested != wanted.asked
    values: dict[str, object] = {
        "asked": wanted.asked,
        "suggested": row.suggested,
        "suggested_because": row.reason,
        "because": wanted.because.strip() if departs else "",
    }
    if before is None:
        ref = new_reference()
        ProcurementPriority.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            priority_id=row.pk,
            decided_by_id=by.person_id,
            decided_on=on,
            **values,
        )
    elif any(getattr(before, name) != value for name, value in values.items()):
        # Whoever decided what stands as it was keeps their name beside it.
        update(before, version=before.version, decided_by_id=by.person_id, decided_on=on, **values)
