"""The directory of organisations, as far as the tenant of the moment may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fourfold.partner.models import DirectoryEntry, EntryFact, EntryPlace, Grant
from fourfold.partner.rules.directory.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from fourfold.ground.places.tables import Place

MOST_WORDS = 8
MOST_GRANTS = 25


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader looks for; what is empty is not asked for."""

    words: str = ""
    place: Place | None = None
    sector: str = ""
    size: str = ""
    service: str = ""
    social_enterprise: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One entry with all that were merged into it: facts, places and grants, each with the entry it was read for."""

    entry: DirectoryEntry
    # What it was merged into, where the reader sees that.
    merged_into: DirectoryEntry | None
    merged: tuple[DirectoryEntry, ...]
    facts: tuple[EntryFact, ...]
    places: tuple[EntryPlace, ...]
    grants: tuple[Grant, ...]


def entries(sought: Sought) -> QuerySet[DirectoryEntry]:
    """By name. An entry that was merged into one that the reader sees is not shown by itself, nor one of a body that speaks
    for itself.
    """
    speaks = DirectoryEntry.objects.filter(received_in=None, organisation=OuterRef("organisation"))
    stands_for_it = DirectoryEntry.objects.filter(pk=OuterRef("merged_into"))
    found = DirectoryEntry.objects.filter(Q(merged_into=None) | ~Exists(stands_for_it)).filter(
        Q(received_in=None) | Q(organisation=None) | ~Exists(speaks)
    )
    for word in sought.words.split()[:MOST_WORDS]:
        found = found.filter(
            Q(name__icontains=word) | Q(services__icontains=word) | Q(strengths__icontains=word)
        )
    if sought.service:
        found = found.filter(services__icontains=sought.service)
    if sought.sector:
        found = found.filter(sector=sought.sector)
    if sought.size:
        found = found.filter(size_band=sought.size)
    if sought.place is not None:
        found = found.filter(Exists(EntryPlace.objects.filter(entry=OuterRef("pk"), place=sought.place)))
    if sought.social_enterprise:
        found = found.exclude(social_enterprise=Evidence.NONE)
    return found.order_by("name", "pk")


def places_of(some: Sequence[DirectoryEntry]) -> dict[int, list[str]]:
    """The names of the places of each, by entry, in one question."""
    found: dict[int, list[str]] = {entry.pk: [] for entry in some}
    rows = EntryPlace.objects.filter(entry__in=list(found)).order_by("place__name")
    for entry, name in rows.values_list("entry_id", "place__name"):
        found[entry].append(name)
    return found


def entry_with(ref: str) -> DirectoryEntry | None:
    found: DirectoryEntry | None = (
        DirectoryEntry.objects.select_related("received_in", "organisation", "owner").filter(ref=ref).first()
    )
    return found


def own_entry(owner: int) -> DirectoryEntry | None:
    found: DirectoryEntry | None = DirectoryEntry.objects.filter(owner_id=owner, received_in=None).first()
    return found


def read(entry: DirectoryEntry) -> Read:
    merged = family(entry)
    keys = [entry.pk, *(each.pk for each in merged)]
    return Read(
        entry,
        DirectoryEntry.objects.filter(pk=entry.merged_into_id).first() if entry.merged_into_id else None,
        tuple(merged),
        tuple(
            EntryFact.objects.filter(entry__in=keys).select_related("entry").order_by("kind", "value", "pk")
        ),
        tuple(
            EntryPlace.objects.filter(entry__in=keys).select_related("place").order_by("place__name", "pk")
        ),
        tuple(Grant.objects.filter(entry__in=keys).select_related("entry")[:MOST_GRANTS]),
    )


def family(entry: DirectoryEntry) -> list[DirectoryEntry]:
    """All that point to it, step by step."""
    found: list[DirectoryEntry] = []
    step: Iterable[int] = [entry.pk]
    while step:
        pointing = list(
            DirectoryEntry.objects.filter(merged_into__in=list(step))
            .select_related("received_in")
            .order_by("name", "pk")
        )
        found += pointing
        step = [each.pk for each in pointing]
    return found


def named(*, owner: int, text: str, leave_out: int) -> list[DirectoryEntry]:
    """Entries of the organisation's own lists that stand by themselves and are called so, or the one of that reference; at
    most two.
    """
    rows = DirectoryEntry.objects.filter(owner_id=owner, received_in__isnull=False).exclude(pk=leave_out)
    by_ref = list(rows.filter(ref=text.strip().upper())[:1])
    return by_ref or list(rows.filter(merged_into=None, name__iexact=" ".join(text.split()))[:2])
