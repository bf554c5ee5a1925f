"""The map of who is involved: of one procurement, and of all of an organisation, from records and from what was entered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.integrate.models import InvolvedPart, Involvement, Procurement, ProcurementState, Stage
from fourfold.integrate.queries.involvement_parts import of_delivery, of_design, of_policy
from fourfold.integrate.queries.involvement_places import FOR_ALL, places
from fourfold.integrate.rules.involvement import ASKED_FOR, Had, InvolvementMap, involvement_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

__all__ = (
    "Involvement",
    "OverAll",
    "entered_for",
    "entered_with",
    "gaps_by_procurement",
    "map_of",
    "over_all",
    "procurements_going_on",
)


@dataclass(frozen=True, slots=True)
class OverAll:
    """`share`: by part and stage, in how many of the `procurements` somebody has it. The policy is one for all of them."""

    policy: InvolvementMap
    share: Mapping[tuple[str, str], int]
    procurements: int


def map_of(procurement: Procurement) -> InvolvementMap:
    return _map(
        [
            *of_policy(procurement.owner_id),
            *of_design(procurement),
            *of_delivery(procurement),
            *_by_hand(procurement),
        ]
    )


def procurements_going_on(owner: int) -> QuerySet[Procurement]:
    return (
        Procurement.objects.filter(owner_id=owner).exclude(state=ProcurementState.ABANDONED).order_by("-pk")
    )


def over_all(owner: int) -> OverAll:
    by_hand = Involvement.objects.filter(owner_id=owner, procurement=None)
    had = places(owner)
    share: dict[tuple[str, str], int] = defaultdict(int)
    going_on = set(procurements_going_on(owner).values_list("pk", flat=True))
    for procurement, filled in had.items():
        if procurement in going_on:
            for place in filled:
                share[place] += 1
    policy = _map([*of_policy(owner), *_entered(by_hand)])
    return OverAll(policy, share, len(going_on))


def gaps_by_procurement(owner: int, procurements: Iterable[Procurement]) -> dict[int, int]:
    """How many of the places looked for nobody has, at design and delivery; a reason for nobody fills one as well."""
    had = places(owner, needless=True)
    wanted = {(part, stage.value) for part in ASKED_FOR for stage in (Stage.DESIGN, Stage.DELIVERY)}
    general = had.get(FOR_ALL, set())
    return {each.pk: len(wanted - had.get(each.pk, set()) - general) for each in procurements}


def entered_for(procurement: Procurement) -> list[Involvement]:
    """What was entered for it alone."""
    return list(Involvement.objects.filter(procurement=procurement))


def entered_with(*, owner: int, ref: str) -> Involvement | None:
    return Involvement.objects.filter(owner_id=owner, ref=ref).select_related("procurement").first()


def _map(had: list[Had]) -> InvolvementMap:
    return involvement_map(had, parts=InvolvedPart.values, stages=Stage.values)


def _by_hand(procurement: Procurement) -> list[Had]:
    """What was entered for it, and what holds for every procurement."""
    rows = Involvement.objects.filter(
        Q(procurement=procurement) | Q(procurement=None), owner_id=procurement.owner_id
    )
    return _entered(rows)


def _entered(rows: QuerySet[Involvement]) -> list[Had]:
    return [
        Had(each.stage, each.part, each.who, each.how, needless=each.needless, ref=each.ref) for each in rows
    ]
