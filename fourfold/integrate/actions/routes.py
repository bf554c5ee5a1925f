"""The route by which a contract is bought is chosen before anybody is asked, with its reason and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_can_change
from fourfold.integrate.models import Invited, RouteChoice
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.queries.routes import NOT_ADVERTISED, route_of
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.rules.routes import Ground, Route

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Chosen:
    """The route and what is recorded with it. What belongs to another route is left out."""

    route: Route
    because: str
    framework: str = ""
    framework_reference: str = ""
    ground: str = ""
    fewest_quotes: int | None = None
    quotes_rule: str = ""
    conditions: str = ""
    suppliers: Sequence[Organisation] = ()


def check_can_choose_route(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_choose_route(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_choose_route(by, procurement)
    except NotAllowed:
        return False
    return True


def choose(*, by: Actor, procurement: Procurement, chosen: Chosen, version: int, on: date) -> Procurement:
    """Records the route; chosen again, the new choice stands in its place. `version` is the procurement's.

    Suppliers that are asked by name learn of it when bids are asked for, not before.
    """
    check_can_choose_route(by, procurement)
    _check(procurement, chosen)
    with change(by=by, owner=procurement.owner_id, reason=say("Chose the route of a procurement")):
        check_can_choose_route(by, standing(procurement.pk))
        moved = update(procurement, version=version, route=chosen.route.value)
        values = {
            "because": chosen.because.strip(),
            "framework": chosen.framework.strip(),
            "framework_reference": chosen.framework_reference.strip(),
            "ground": chosen.ground,
            "fewest_quotes": chosen.fewest_quotes,
            "quotes_rule": chosen.quotes_rule.strip(),
            "conditions": chosen.conditions.strip(),
            "chosen_by_id": by.person_id,
            "chosen_on": on,
        }
        earlier = RouteChoice.objects.filter(procurement=procurement).first()
        if earlier is None:
            RouteChoice.objects.create(
                owner_id=procurement.owner_id, root=procurement.root, procurement=procurement, **values
            )
        else:
            update(earlier, version=earlier.version, **values)
        Invited.objects.filter(procurement=procurement).delete()
        for supplier in chosen.suppliers:
            invite(by=by, procurement=procurement, supplier=supplier, because="", on=on)
        return moved


def invite(*, by: Actor, procurement: Procurement, supplier: Organisation, because: str, on: date) -> Invited:
    """Puts a supplier among those that are asked by name, within the caller's change."""
    row = Invited(
        owner_id=procurement.owner_id,
        procurement=procurement,
        supplier=supplier,
        because=because,
        invited_by_id=by.person_id,
        invited_on=on,
    )
    row.root = row.ref
    row.save(force_insert=True)
    return row


def let_them_bid(procurement: Procurement, *, on: date) -> None:
    """Opens the tender to those who may bid, within the change that asks for bids: to all, or to whom is asked by name."""
    route = route_of(procurement)
    if route not in NOT_ADVERTISED:
        share(
            owner=procurement.owner,
            thing=procurement.root,
            kind="procurement",
            organisation=None,
            right=Right.SEE,
            on=on,
            reason=say("Published for bids"),
        )
    if route is Route.OPEN:
        return
    for each in Invited.objects.filter(procurement=procurement).select_related("supplier"):
        for right in (Right.SEE, Right.BID):
            share(
                owner=procurement.owner,
                thing=procurement.root,
                kind="procurement",
                organisation=each.supplier,
                right=right,
                on=on,
                reason=say("Asked to bid"),
            )


def _check(procurement: Procurement, chosen: Chosen) -> None:
    if not chosen.because.strip():
        message = say("Say why this route; an auditor will read it")
        raise Refused(message, field="because")
    keys = [each.pk for each in chosen.suppliers]
    if procurement.owner_id in keys:
        message = say("Your own organisation cannot be asked")
        raise Refused(message, field="suppliers")
    if len(set(keys)) < len(keys):
        message = say("Name each supplier once")
        raise Refused(message, field="suppliers")
    _check_what_the_route_wants(procurement, chosen)


def _check_what_the_route_wants(procurement: Procurement, chosen: Chosen) -> None:
    if chosen.route is Route.QUOTES:
        _check_quotes(procurement, chosen)
    if chosen.route is Route.DIRECT:
        _check_direct(procurement, chosen)
    if chosen.route is Route.CALL_OFF and not chosen.framework.strip():
        message = say("Say which framework it is called off from")
        raise Refused(message, field="framework")
    if chosen.route is Route.MULTI_STAGE and not chosen.conditions.strip():
        message = say("Write the conditions that suppliers must meet to be asked for bids")
        raise Refused(message, field="conditions")


def _check_quotes(procurement: Procurement, chosen: Chosen) -> None:
    if not chosen.fewest_quotes or chosen.fewest_quotes < 1:
        message = say("Enter how many quotes your rules want, such as 3")
        raise Refused(message, field="fewest_quotes")
    if governing_law(procurement).law in {Law.ACT, Law.PCR}:
        message = say("Quotes are for contracts below the threshold, and this one is not")
        raise Refused(message, field="route")


def _check_direct(procurement: Procurement, chosen: Chosen) -> None:
    if chosen.ground not in set(Ground):
        message = say("Choose the ground on which it is awarded without competition")
        raise Refused(message, field="ground")
    if len(chosen.suppliers) != 1:
        message = say("Name the one supplier")
        raise Refused(message, field="suppliers")
    if chosen.ground == Ground.BELOW and governing_law(procurement).law in {Law.ACT, Law.PCR}:
        message = say("This contract is not below the threshold. Choose a ground that the law names")
        raise Refused(message, field="ground")
