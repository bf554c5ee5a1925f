"""Where procurements departed from what the adopted policy suggested for them, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.integrate.models import ProcurementPriority, ProcurementService, ProcurementState
from fourfold.integrate.rules.departures import Suggestion, tally

if TYPE_CHECKING:
    from datetime import date

    from fourfold.integrate.rules.departures import Tally

# The latest departures that a page lists; the counts are of all.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Decided(Suggestion):
    """`service` is empty where nobody said for which it is bought. A priority keeps its title from version to version."""

    priority: str
    service: str
    person: str
    procurement: str
    procurement_ref: str
    because: str
    on: date


@dataclass(frozen=True, slots=True)
class Departures:
    """`decided` are the decisions for which the policy had a suggestion; `latest` those that departed from it."""

    decided: int
    departed: int
    procurements: int
    priorities: tuple[Tally[str], ...]
    services: tuple[Tally[str], ...]
    people: tuple[Tally[str], ...]
    latest: tuple[Decided, ...]


def departures_of(owner: int) -> Departures:
    """In two queries. Procurements that were abandoned do not count."""
    rows = (
        ProcurementPriority.objects.filter(owner_id=owner, suggested__isnull=False)
        .exclude(procurement__state=ProcurementState.ABANDONED)
        .select_related("procurement", "priority", "decided_by")
        .order_by("-decided_on", "-pk")
    )
    bought_for = dict(
        ProcurementService.objects.filter(owner_id=owner).values_list("procurement_id", "service__name")
    )
    titles: dict[str, str] = {}
    decided = [
        Decided(
            suggested=bool(each.suggested),
            asked=each.asked,
            # As the latest version writes it.
            priority=titles.setdefault(each.priority.title.casefold(), each.priority.title),
            service=bought_for.get(each.procurement_id, ""),
            person=each.decided_by.name,
            procurement=each.procurement.title,
            procurement_ref=each.procurement.ref,
            because=each.because,
            on=each.decided_on,
        )
        for each in rows
    ]
    departed = [each for each in decided if each.departs]
    return Departures(
        len(decided),
        len(departed),
        len({each.procurement_ref for each in decided}),
        tuple(tally(decided, lambda each: each.priority)),
        tuple(tally(decided, lambda each: each.service)),
        tuple(tally(decided, lambda each: each.person)),
        tuple(departed[:MOST_SHOWN]),
    )
