"""Spreadsheets that wait to be taken into the register, and what their headings held before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.column_guess import normal
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterEntry,
    RegisterParty,
    RememberedColumn,
    WaitingSheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def remembered_columns(*, owner: int, purpose: str, publisher: str) -> dict[str, str]:
    """By heading, what the organisation last said that it holds in files of that publisher; empty for what it left out."""
    rows = RememberedColumn.objects.filter(owner_id=owner, purpose=purpose, publisher=normal(publisher))
    return dict(rows.values_list("heading", "column"))


def waiting_sheet(*, owner: int, ref: str) -> WaitingSheet | None:
    """By the reference of its import."""
    found: WaitingSheet | None = (
        WaitingSheet.objects.filter(owner_id=owner, received_in__ref=ref)
        .select_related("received_in")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands, and by which suppliers."""

    entry: RegisterEntry
    suppliers: tuple[str, ...]


def received_already(*, owner: int, digests: Iterable[str]) -> set[str]:
    held = ReceivedRelease.objects.filter(owner_id=owner, sha256__in=list(digests))
    return set(held.values_list("sha256", flat=True))


def standing_entries(*, owner: int, ocids: Iterable[str]) -> dict[str, Standing]:
    entries = list(RegisterEntry.objects.filter(owner_id=owner, ocid__in=list(ocids)))
    suppliers: dict[int, list[str]] = defaultdict(list)
    named = RegisterParty.objects.filter(entry__in=entries, role="supplier").order_by("pk")
    for entry, name in named.values_list("entry_id", "name"):
        suppliers[entry].append(name)
    return {entry.ocid: Standing(entry, tuple(suppliers[entry.pk])) for entry in entries}
