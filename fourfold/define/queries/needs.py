"""The need of places beside a priority: bundled indices of deprivation and figures that were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.models import NeedFigure, NeedImport, NeedPlace, PriorityNeed
from fourfold.define.rules.areas import Edition, area, same_area
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import only_place_of
from fourfold.ground.organisations.reference.need import (
    DOMAINS,
    deprivation_of_authorities,
    source_of_need,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.define.models import Priority
    from fourfold.ground.places.tables import Place

INDICES = "imd2025"
TAKEN_IN = "taken in"


@dataclass(frozen=True, slots=True)
class NeedSource:
    title: str
    publisher: str
    href: str
    licence: str
    of: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Need:
    """One figure of one place. `value` is None where the source has none: not known, which is not nought."""

    figure: str
    place: str
    code: str
    value: Decimal | None
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class NeedBeside:
    """All that stands beside a priority; `chosen` is False where nobody chose yet and all deprivation stands in."""

    needs: tuple[Need, ...]
    sources: tuple[NeedSource, ...]
    places: tuple[str, ...]
    chosen: bool


def places_looked_at(owner: int) -> list[Place]:
    """Those that the organisation chose; else its own, where it has one alone."""
    chosen = [each.place for each in NeedPlace.objects.filter(owner_id=owner).select_related("place")]
    only = None if chosen else only_place_of(owner)
    return chosen if only is None else [only]


def imports_of(owner: int) -> QuerySet[NeedImport]:
    return NeedImport.objects.filter(owner_id=owner)


def import_with(*, owner: int, ref: str) -> NeedImport | None:
    return imports_of(owner).filter(ref=ref).first()


def figures_to_choose(owner: int) -> list[tuple[str, str]]:
    """Keys and names: the domains of the indices, then what was taken in from files."""
    standing = imports_of(owner).filter(taken_on__isnull=False, undone_on=None)
    titles = dict.fromkeys(standing.order_by("title").values_list("title", flat=True))
    return [
        *((f"{INDICES}:{key}", say("Deprivation: {domain}", domain=name)) for key, name in DOMAINS.items()),
        *((f"{TAKEN_IN}:{title}", title) for title in titles),
    ]


def figures_chosen(priority: Priority) -> list[str]:
    return list(PriorityNeed.objects.filter(priority=priority).values_list("figure", flat=True))


def need_beside(priority: Priority) -> NeedBeside:
    """For its owner's places. A figure chosen in an earlier version stands beside the priority of the same title."""
    own = PriorityNeed.objects.filter(owner_id=priority.owner_id, priority__title__iexact=priority.title)
    keys = list(dict.fromkeys(own.filter(priority=priority).values_list("figure", flat=True))) or list(
        dict.fromkeys(own.values_list("figure", flat=True))
    )
    places = places_looked_at(priority.owner_id)
    needs: list[Need] = []
    found: dict[str, NeedSource] = {}
    for key in keys or [f"{INDICES}:imd"]:
        kind, _, name = key.partition(":")
        told = _of_indices(name, places) if kind == INDICES else _taken_in(priority.owner_id, name, places)
        needs += told[0]
        found |= {each.title: each for each in told[1]}
    return NeedBeside(tuple(needs), tuple(found.values()), tuple(each.name for each in places), bool(keys))


def need_of_places(domain: str, places: list[Place]) -> list[Need]:
    """What the bundled indices say of each place: one figure for each, also where they have none."""
    return _of_indices(domain, places)[0]


def _of_indices(domain: str, places: list[Place]) -> tuple[list[Need], list[NeedSource]]:
    listed = source_of_need()
    source = NeedSource(
        listed.title, listed.publisher, listed.href, listed.licence, say("2025, areas of 2021"), listed.read
    )
    needs = []
    for place in places:
        known = deprivation_of_authorities().get(place.code)
        share = None if known is None else Decimal(known.worst[domain]) / known.areas
        needs.append(
            Need(
                figure=say("Deprivation: {domain}", domain=DOMAINS.get(domain, domain)),
                place=place.name,
                code=place.code,
                value=None if share is None else (share * 100).quantize(Decimal("0.1")),
                unit=say("% of neighbourhoods among the most deprived tenth of England"),
                words=say("not known: the indices are of England’s districts alone")
                if known is None
                else say("{worst} of {areas} neighbourhoods", worst=known.worst[domain], areas=known.areas),
            )
        )
    return needs, [source]


def _taken_in(owner: int, title: str, places: list[Place]) -> tuple[list[Need], list[NeedSource]]:
    """The latest figures of that title, by their own day; of authorities, because places here are authorities."""
    latest = (
        imports_of(owner)
        .filter(title=title, taken_on__isnull=False, undone_on=None)
        .order_by("-as_of", "-pk")
        .first()
    )
    if latest is None:
        return [], []
    edition = Edition(latest.edition)
    values = {
        area(each.code, edition): each.value
        for each in NeedFigure.objects.filter(taken_from=latest, code__in=[place.code for place in places])
    }
    needs = []
    for place in places:
        here = area(place.code, Edition.NONE)
        value = next((value for where, value in values.items() if same_area(where, here)), None)
        needs.append(
            Need(
                figure=latest.title,
                place=place.name,
                code=place.code,
                value=value,
                unit=latest.unit,
                words=say("not known: the file has no figure of this place") if value is None else "",
            )
        )
    source = NeedSource(
        latest.source_title,
        latest.source_publisher,
        latest.source_href,
        latest.licence,
        day_text(latest.as_of),
        latest.read_on,
    )
    return needs, [source]
