"""What the council asks for in which contract, and a procurement for which its commissioner departed from it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourfold.define.actions import defaults, priority_theme, services
from fourfold.define.queries.policies import adopted_version
from fourfold.define.rules.themes import Theme
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.leaders import CARE, PARKS, REPAIRS
from fourfold.integrate.actions import priorities
from fourfold.integrate.queries.procurements import procurements_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

# The priority by its place, the class and the service of the contract, from which value on, and why.
LINES = (
    (1, "works", "", 0, "People learn a trade on a building site, and can be met there."),
    (1, "services", "", 100_000, "Long enough to train somebody."),
    (2, "services", "", 0, "Those who do the work meet those who live here every day."),
    (2, "", "", 250_000, "A contract of this size can spare hours and money."),
    (3, "goods", "", 0, "What we buy is driven here."),
    (3, "", PARKS, 0, "Parks are looked after from vans."),
    (3, "works", "", 500_000, "Plant and lorries."),
)
# From which value on a contract is asked for how many at most; None for all.
LIMITS = ((0, 1), (100_000, 2), (1_000_000, None))
LEFT_OUT = "Planting is over in a season, and no trade is learnt in one."
ADDED = "The vans would drive through the two streets that are above the limit every day."
DEPARTS = "Street trees"


def say_what_is_asked(lead: Actor, version: Any) -> None:
    """In a version that is being written."""
    added = {name: services.add(by=lead, name=name).ref for name in (REPAIRS, PARKS, CARE)}
    branches = list(version.priorities.all())
    for place, kind, service, amount, because in LINES:
        defaults.add_line(
            by=lead,
            version=version,
            priority=branches[place - 1].ref,
            kind=kind,
            service=added.get(service, ""),
            from_amount=Decimal(amount),
            because=because,
        )
    for amount, most in reversed(LIMITS):
        defaults.set_step(by=lead, version=version, from_amount=Decimal(amount), most=most)


def depart_from_it(actors: dict[str, Actor], *, on: date) -> None:
    """The commissioner leaves one priority out and asks for another; the lead says what the second priority is about."""
    lead, buyer = actors["Priya Nair"], actors["Tom Ellery"]
    with as_tenant(lead.organisation_id):
        version = adopted_version(lead.organisation_id)
        if version is None:
            raise LookupError(lead.organisation_name)
        work, neighbours, air = list(version.priorities.all())[:3]
        priority_theme.tell(by=lead, priority=neighbours, theme=Theme.COMMUNITY)
        procurement = next(
            each for each in procurements_of(buyer.organisation_id) if each.title.startswith(DEPARTS)
        )
        priorities.choose(
            by=buyer,
            procurement=procurement,
            chosen={
                work.ref: priorities.Chosen(asked=False, because=LEFT_OUT),
                neighbours.ref: priorities.Chosen(asked=True),
                air.ref: priorities.Chosen(asked=True, because=ADDED),
            },
            version=procurement.version,
            on=on,
        )
