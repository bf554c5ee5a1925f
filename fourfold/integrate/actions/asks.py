"""Which measures of the adopted policy bidders are asked to promise, under which criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import Ask, Family
from fourfold.integrate.queries.measures import measure_to_ask_for

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

FAMILIES_WITH_MEASURES = (Family.SOCIAL, Family.ENVIRONMENTAL, Family.OWN)


def check_can_ask(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("choose the measures asked for"))
    check_not_open_yet(procurement)


def can_ask(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_ask(by, procurement)
    except NotAllowed:
        return False
    return True


def add(
    *,
    by: Actor,
    procurement: Procurement,
    measure: str,
    criterion: str,
    guidance: str,
    sensible_most: Decimal | None,
    version: int,
) -> Ask:
    """Asks for the measure with reference `measure`, scored under the criterion with reference `criterion`.

    Refuses a measure that the buyer's adopted policy does not have, one that is asked for already, and a criterion
    that judges price or quality. `version` is the procurement's.
    """
    check_can_ask(by, procurement)
    known = measure_to_ask_for(organisation=procurement.owner_id, ref=measure)
    if known is None:
        message = say("Choose a measure of your adopted policy")
        raise Refused(message, field="measure")
    under = procurement.criteria.filter(ref=criterion, family__in=FAMILIES_WITH_MEASURES).first()
    if under is None:
        message = say("Choose a social, an environmental or one of your own criteria")
        raise Refused(message, field="criterion")
    if sensible_most is not None and sensible_most <= 0:
        message = say(
            "The most that is sensible must be more than nothing; leave it empty if you do not know it yet"
        )
        raise Refused(message, field="sensible_most")
    if procurement.asks.filter(measure_id=known.pk).exists():
        message = say("“{title}” is asked for already", title=known.title)
        raise Refused(message, field="measure")
    with change(by=by, owner=procurement.owner_id, reason=say("Asked for {title}", title=known.title)):
        update(procurement, version=version)
        created: Ask = Ask.objects.create(
            owner_id=procurement.owner_id,
            root=procurement.root,
            procurement=procurement,
            criterion=under,
            measure_id=known.pk,
            guidance=guidance.strip(),
            sensible_most=sensible_most,
        )
    return created


def remove(*, by: Actor, procurement: Procurement, ask: str, version: int) -> None:
    """No longer asks for it. Refuses an ask that is not there (any more)."""
    check_can_ask(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("No longer asks for a measure")):
        update(procurement, version=version)
        gone, _ = procurement.asks.filter(ref=ask).delete()
        if not gone:
            message = say("That measure is not asked for any more")
            raise Refused(message)
