"""A value map of the council's, whole and with its conventions stated. Its figures are invented, as all the rest here is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.measure.actions import value_maps
from fourfold.measure.exchange.value_map.editing import text_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

MAP: Final[dict[str, Any]] = {
    "title": "First jobs in clearing empty homes",
    "settings": {
        "timing": "end",
        "partial_year": "fraction",
        "discount_rate": "0.035",
        "price_year": 2025,
    },
    "inputs": [
        {"label": "The council’s grant", "amount": "60000"},
        {"label": "Tools and training, given by the supplier", "amount": "14500"},
    ],
    "rows": [
        {
            "stakeholder": "People who came from prison",
            "outcome": "In work after a year",
            "kind": "economic",
            "quantity": "14",
            "unit": "people",
            "proxy": {"value": "9200", "per": "people"},
            "source": "Invented for the demonstration",
            "duration_years": "3",
            "deadweight": {"distribution": "pert", "low": "0.25", "mode": "0.35", "high": "0.6"},
            "attribution": "0.2",
            "drop_off": "0.3",
        },
        {
            "stakeholder": "People who came from prison",
            "outcome": "A settled home",
            "kind": "social",
            "quantity": "9",
            "unit": "people",
            "proxy": {"value": "3100", "per": "people"},
            "source": "Invented for the demonstration",
            "duration_years": "2",
            "deadweight": "0.5",
            "attribution": "0.4",
            "drop_off": "0.2",
        },
        {
            "stakeholder": "The council",
            "outcome": "Homes let sooner",
            "kind": "fiscal",
            "quantity": "22",
            "unit": "homes",
            "proxy": {"value": "640", "per": "homes"},
            "source": "Invented for the demonstration",
            "duration_years": "1",
            "deadweight": "0.25",
        },
    ],
}


def keep_a_value_map(actors: dict[str, Actor], *, on: date) -> None:
    lead = actors["Priya Nair"]
    with as_tenant(lead.organisation_id):
        value_maps.keep(by=lead, title=str(MAP["title"]), document=text_of(MAP), file_name="", on=on)
