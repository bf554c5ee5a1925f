"""Needs of communities beside a supplier's offer: one was met, one is introduced, one is open, one waits to be looked at."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.places.queries import place_coded
from fourfold.hub.commands.demonstration.cast import COUNCIL
from fourfold.hub.commands.demonstration.needs import STAND_IN
from fourfold.partner.actions import introductions, needs, offers_of_help

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.queries.board import Need

_NEEDS = (
    ("Hands for a breakfast club", "Marlpit Breakfasts", "Thirty children eat before school.", 40, 14),
    ("People who drive older neighbours", "Northfield Neighbours", "To the surgery and back.", 60, 45),
    ("Hands for a community garden", "Saltmarsh Growers", "Beds that wheelchairs reach.", 120, 90),
)


def bring_together(actors: dict[str, Actor], *, on: date, at: datetime) -> None:
    lead, supplier = actors["Priya Nair"], actors["Callum Reid"]
    with as_tenant(supplier.organisation_id):
        offer = offers_of_help.offer(
            by=supplier,
            offered=offers_of_help.Offered(
                kind="volunteers",
                title="Two days a year of each of our staff",
                words="Ninety people, checked and insured, in groups of up to eight.",
                capacity=Decimal(180),
                place=place_coded(STAND_IN[0]),
                starts_on=on - timedelta(days=30),
                ends_on=on + timedelta(days=300),
            ),
            on=on,
        )
    posted = [_post(number, *each, on=on) for number, each in enumerate(_NEEDS)]
    with as_tenant(lead.organisation_id):
        shown = [
            needs.decide(by=lead, need=each, seen=each.version, to="open", because="", on=on, at=at)
            for each in posted
        ]
        breakfasts, drivers, _ = shown
        made = introductions.introduce(by=lead, need=breakfasts, offer=offer, on=on, at=at)
        introductions.record(
            by=lead,
            made=made,
            seen=made.version,
            to="helped",
            quantity=Decimal(36),
            outcome="Four of their staff served breakfast on nine mornings.",
            on=on,
        )
        introductions.introduce(by=lead, need=drivers, offer=offer, on=on, at=at)
    _post(3, "A room for homework", "Marlpit Breakfasts", "Two afternoons a week.", 80, 30, on=on)


def _post(number: int, title: str, group: str, words: str, hours: int, ahead: int, *, on: date) -> Need:
    place = place_coded(STAND_IN[number % 2])
    need = needs.post_it(
        signed_text=needs.signed(
            needs.Posted(
                to=Organisation.objects.get(name=COUNCIL, invented=True).ref,
                kind="places" if number == len(_NEEDS) else "volunteers",
                title=title,
                words=words,
                group=group,
                quantity=str(hours),
                place="" if place is None else place.code,
                starts_on=(on + timedelta(days=ahead)).isoformat(),
                ends_on=(on + timedelta(days=ahead + 90)).isoformat(),
                priority="",
                name="Jo Marlpit",
                email="jo@marlpit.example",
            )
        ),
        on=on - timedelta(days=20 - number),
    )
    if need is None:
        raise LookupError(title)
    return need
