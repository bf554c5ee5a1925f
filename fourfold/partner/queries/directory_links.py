"""Pairs of entries that were compared: those that wait for a person, and those of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fourfold.partner.models import DirectoryEntry, EntryLink, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def to_look_at(owner: int) -> QuerySet[EntryLink]:
    """Those nobody looked at first, the likeliest of them first; then those of which nobody could tell.

    One whose entry was found to be another body meanwhile does not wait: it is one or none.
    """
    settled = EntryLink.objects.filter(entry=OuterRef("entry"), state=LinkState.SAME)
    same_kind = settled.filter(other__isnull=False), settled.filter(organisation__isnull=False)
    return (
        EntryLink.objects.filter(owner_id=owner, state__in=(LinkState.WAITING, LinkState.UNSURE))
        .exclude(Q(other__isnull=False) & Exists(same_kind[0]))
        .exclude(Q(organisation__isnull=False) & Exists(same_kind[1]))
        .select_related("entry__received_in", "other__received_in", "organisation")
        .order_by("-state", "-probability", "pk")
    )


def link_with(*, owner: int, ref: str) -> EntryLink | None:
    found: EntryLink | None = (
        EntryLink.objects.filter(owner_id=owner, ref=ref)
        .select_related(
            "entry__received_in", "entry__merged_into", "other__received_in", "organisation", "decided_by"
        )
        .first()
    )
    return found


def links_of(entry: DirectoryEntry) -> list[EntryLink]:
    """What it was compared with, and what was compared with it is on the other's page."""
    return list(
        EntryLink.objects.filter(entry=entry)
        .select_related("other", "organisation", "decided_by")
        .order_by("pk")[:25]
    )


def pointers_from(some: Iterable[DirectoryEntry]) -> dict[int, int]:
    """By entry, where each of these points and where those point on."""
    found: dict[int, int] = {}
    step = {each.pk for each in some}
    while step:
        rows = DirectoryEntry.objects.filter(pk__in=step, merged_into__isnull=False)
        pointing = dict(rows.values_list("pk", "merged_into_id"))
        step = set(pointing.values()) - set(found)
        found |= pointing
    return found
