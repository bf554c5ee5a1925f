"""Local need beside the council's priorities. The council is invented and has no place; two real ones stand in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions import needs
from fourfold.define.exchange.need_import import look_at
from fourfold.define.queries.policies import adopted_version
from fourfold.define.rules.areas import Edition
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.places.queries import place_coded

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

# Halton and St Helens: neighbours of the size of the invented council.
STAND_IN = ("E06000006", "E08000013")
INVENTED = b"area code,value\nE06000006,12.8\nE08000013,..\n"


def show_need(actors: dict[str, Actor], *, on: date) -> None:
    lead = actors["Priya Nair"]
    with as_tenant(lead.organisation_id):
        for code in STAND_IN:
            place = place_coded(code)
            # Without the national lists there are no places, and the pages say so.
            if place is not None:
                needs.look_at_place(by=lead, place=place)
        kept = look_at(
            by=lead,
            content=INVENTED,
            name="young-people.csv",
            code_column="area code",
            value_column="value",
            described=needs.FigureDescribed(
                title="Young people out of work and learning (invented)",
                unit="% of those aged 16 to 24",
                edition=Edition.NONE,
                as_of=on,
                source_title="Invented for the demonstration",
                source_publisher="Fernborough Council (invented)",
                source_href="",
                licence="Open Government Licence v3.0",
            ),
            on=on,
        )
        needs.take_in(by=lead, kept=kept, seen=kept.version, on=on)
        adopted = adopted_version(lead.organisation_id)
        if adopted is not None:
            work, neighbours, air = list(adopted.priorities.all())[:3]
            needs.choose(by=lead, priority=work, figures=["imd2025:employment", f"taken in:{kept.title}"])
            needs.choose(by=lead, priority=neighbours, figures=["imd2025:income"])
            needs.choose(by=lead, priority=air, figures=["imd2025:environment"])
