"""Procurements as a buyer's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Person
from fourfold.integrate.models import (
    Ask,
    Award,
    Consideration,
    Criterion,
    OpenersKey,
    OpenersShare,
    Procurement,
    ProcurementState,
    RegisterEntry,
    TenderMethod,
)
from fourfold.integrate.queries.conflicts import what_the_assessment_lacks
from fourfold.integrate.queries.gate import Gate, gate_of
from fourfold.integrate.queries.joint_counted import bought_jointly
from fourfold.integrate.queries.lots import without_divided
from fourfold.integrate.queries.priorities import decided_for, service_of
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.routes import what_the_route_lacks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fourfold.integrate.models import ProcurementPriority

# Storeys above name the type of the rows they are given here; they do not query it.
__all__ = (
    "Award",
    "Due",
    "Procurement",
    "ProcurementPage",
    "ShareConsidered",
    "consideration_of",
    "count_by_state",
    "has_opening_passphrase",
    "openers_of",
    "people_who_may_open",
    "procurement_of",
    "procurement_page",
    "procurements_of",
    "share_considered",
    "state_at",
    "what_is_due",
    "who_can_open",
)


def procurements_of(owner: int) -> QuerySet[Procurement]:
    """Those the organisation runs itself, the latest first."""
    return Procurement.objects.filter(owner_id=owner).order_by("-pk")


def procurement_of(*, owner: int, ref: str) -> Procurement | None:
    found: Procurement | None = (
        Procurement.objects.filter(owner_id=owner, ref=ref).select_related("owner", "started_by").first()
    )
    return found


def consideration_of(procurement: Procurement) -> Consideration | None:
    found: Consideration | None = (
        Consideration.objects.filter(procurement=procurement).select_related("considered_by").first()
    )
    return found


def state_at(procurement: Procurement, at: datetime) -> ProcurementState:
    """The state as the clock has it: a tender whose time for bids has passed is closed, written down or not."""
    state = ProcurementState(procurement.state)
    closes = procurement.bids_close_at
    if state == ProcurementState.OPEN and closes is not None and at > closes:
        return ProcurementState.CLOSED
    return state


@dataclass(frozen=True, slots=True)
class ShareConsidered:
    """Of the procurements that were not abandoned before anything was weighed, those with a consideration on record."""

    considered: int
    of: int


def share_considered(owner: int) -> ShareConsidered:
    counts = without_divided(procurements_of(owner)).aggregate(
        of=Count("pk", filter=~Q(state=ProcurementState.ABANDONED) | Q(consideration__isnull=False)),
        considered=Count("pk", filter=Q(consideration__isnull=False)),
    )
    # What it buys jointly and others lead. What it leads itself is among its own, once.
    joined = [each for each in bought_jointly(owner) if each.counts and each.procurement.owner_id != owner]
    return ShareConsidered(
        considered=counts["considered"] + sum(each.considered for each in joined),
        of=counts["of"] + len(joined),
    )


def count_by_state(owner: int, *, at: datetime) -> list[tuple[ProcurementState, int]]:
    """Every state in the order of its moves, with how many procurements stand in it by the clock."""
    rows = (
        procurements_of(owner)
        .order_by()
        .values("state")
        .annotate(
            all=Count("pk"),
            past=Count("pk", filter=Q(state=ProcurementState.OPEN, bids_close_at__lt=at)),
        )
    )
    counts = dict.fromkeys(ProcurementState, 0)
    for row in rows:
        counts[ProcurementState(row["state"])] += row["all"] - row["past"]
        counts[ProcurementState.CLOSED] += row["past"]
    return list(counts.items())


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits to be done on a procurement, and since or until when."""

    title: str
    ref: str
    words: str
    at: datetime | None


def what_is_due(owner: int, *, at: datetime, most: int = 10) -> list[Due]:
    """What waits on the organisation's procurements: deadlines first, the nearest first."""
    closing = (
        procurements_of(owner)
        .filter(state=ProcurementState.OPEN, bids_close_at__gte=at)
        .order_by("bids_close_at")
    )
    to_open = (
        procurements_of(owner)
        .filter(
            Q(state=ProcurementState.CLOSED) | Q(state=ProcurementState.OPEN, bids_close_at__lt=at),
        )
        .order_by("bids_close_at")
    )
    planned = procurements_of(owner).filter(state=ProcurementState.PLANNED).order_by("pk")
    due = [
        Due(row.title, row.ref, say("Open the bids: their time has passed"), row.bids_close_at)
        for row in to_open[:most]
    ]
    due += [Due(row.title, row.ref, say("Bids close"), row.bids_close_at) for row in closing[:most]]
    due += [Due(row.title, row.ref, say("Record what was considered"), None) for row in planned[:most]]
    return due[:most]


@dataclass(frozen=True, slots=True)
class ProcurementPage:
    """All that the buyer's page of a procurement shows, up to the opening of bids."""

    procurement: Procurement
    state: ProcurementState
    copied_from: RegisterEntry | None
    consideration: Consideration | None
    criteria: tuple[Criterion, ...]
    asks: tuple[Ask, ...]
    openers: tuple[Person, ...]
    gate: Gate
    gaps: tuple[str, ...]
    priorities: tuple[ProcurementPriority, ...]
    # The titles of priorities that it is asked for, and of which no measure is.
    without_measure: tuple[str, ...]
    # The name of the service that it is for, or empty.
    service: str
    # Whether anybody chose how bids are put in order; else it is as usual.
    method_chosen: bool
    # Why the conflicts assessment does not stand, or empty.
    conflicts: str


def procurement_page(procurement: Procurement, *, at: datetime) -> ProcurementPage:
    copied_from = procurement.copied_from_id
    service = service_of(procurement)
    asks = tuple(procurement.asks.select_related("measure__outcome__priority", "criterion"))
    covered = {ask.measure.outcome.priority_id for ask in asks}
    priorities = tuple(decided_for(procurement))
    gate = gate_of(procurement)
    return ProcurementPage(
        procurement=procurement,
        state=state_at(procurement, at),
        copied_from=None if copied_from is None else RegisterEntry.objects.filter(pk=copied_from).first(),
        consideration=consideration_of(procurement),
        criteria=tuple(procurement.criteria.all()),
        asks=asks,
        openers=openers_of(procurement),
        gate=gate,
        gaps=(*what_stops_opening(procurement, gate), *what_the_route_lacks(procurement)),
        priorities=priorities,
        without_measure=tuple(
            each.priority.title for each in priorities if each.asked and each.priority_id not in covered
        ),
        service="" if service is None else service.service.name,
        method_chosen=TenderMethod.objects.filter(procurement=procurement).exists(),
        conflicts=what_the_assessment_lacks(procurement),
    )


def awards_of(procurement: Procurement) -> list[Award]:
    return list(Award.objects.filter(procurement=procurement))


def openers_of(procurement: Procurement) -> tuple[Person, ...]:
    shares = OpenersShare.objects.filter(opening_key__procurement=procurement).select_related("person")
    return tuple(share.person for share in shares.order_by("position"))


def people_who_may_open(*, organisation: int, on: date) -> list[Person]:
    """Everyone who holds a role there on that day, by name."""
    held = memberships_in_force(on=on).filter(organisation_id=organisation).values("person")
    return list(Person.objects.filter(pk__in=held, is_active=True).order_by("name", "pk"))


def who_can_open(people: Sequence[Person]) -> dict[int, bool]:
    """By key, whether the person has set an opening passphrase."""
    ready = set(OpenersKey.objects.filter(person__in=people).values_list("person_id", flat=True))
    return {person.pk: person.pk in ready for person in people}


def has_opening_passphrase(person: int) -> bool:
    return OpenersKey.objects.filter(person_id=person).exists()
