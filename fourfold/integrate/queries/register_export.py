"""The register and the procurements run here, row by row, for files that people take away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from fourfold.integrate.models import (
    Award,
    Consideration,
    Contract,
    OpeningKey,
    Procurement,
    ProcurementState,
    ReceivedRelease,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 500


def how_many_received(owner: int) -> int:
    return ReceivedRelease.objects.filter(owner_id=owner).exclude(ocid="").count()


def received_in_order(owner: int) -> Iterator[ReceivedRelease]:
    """Every release and row but payments, as they came, with the file that each came in; a few at a time in memory."""
    rows = ReceivedRelease.objects.filter(owner_id=owner).exclude(ocid="").order_by("pk")
    yield from rows.select_related("received_in").defer("received_in__remarks").iterator(chunk_size=CHUNK)


def licence_of_all(owner: int) -> str:
    """The one licence under which all notices came, empty where there are several or a file did not say."""
    files = RegisterImport.objects.filter(owner_id=owner, received__isnull=False)
    found = set(files.values_list("licence", flat=True).distinct()[:2])
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    entry: RegisterEntry
    suppliers: tuple[str, ...]


def entries_in_order(owner: int) -> Iterator[EntryRow]:
    """Every entry with its suppliers, the latest first; a few at a time in memory."""
    entries = (
        RegisterEntry.objects.filter(owner_id=owner)
        .select_related("release__received_in")
        .defer("release__body", "release__received_in__remarks")
        .order_by(F("released_at").desc(nulls_last=True), "-pk")
    )
    chunk: list[RegisterEntry] = []
    for entry in entries.iterator(chunk_size=CHUNK):
        chunk.append(entry)
        if len(chunk) == CHUNK:
            yield from _with_suppliers(chunk)
            chunk = []
    yield from _with_suppliers(chunk)


def _with_suppliers(entries: list[RegisterEntry]) -> Iterator[EntryRow]:
    named: dict[int, list[str]] = defaultdict(list)
    parties = RegisterParty.objects.filter(entry__in=entries, role="supplier").order_by("pk")
    for entry, name in parties.values_list("entry_id", "name"):
        named[entry].append(name)
    for one in entries:
        yield EntryRow(one, tuple(dict.fromkeys(named[one.pk])))


@dataclass(frozen=True, slots=True)
class OwnProcurement:
    """A procurement run here, with what of it has been decided. `opened` says since when bids could be made."""

    procurement: Procurement
    consideration: Consideration | None
    opened: OpeningKey | None
    award: Award | None
    contract: Contract | None


def own_procurements(owner: int) -> Iterator[OwnProcurement]:
    """Those of which something is on record: considered, open for bids, or later."""
    considered = {each.procurement_id: each for each in Consideration.objects.filter(owner_id=owner)}
    opened = {each.procurement_id: each for each in OpeningKey.objects.filter(owner_id=owner)}
    awards = Award.objects.filter(owner_id=owner, set_aside_because="").exclude(approved_by=None)
    awarded = {each.procurement_id: each for each in awards.select_related("opened_bid__bidder")}
    contracts = Contract.objects.filter(owner_id=owner).exclude(procurement=None).select_related("supplier")
    signed = {each.procurement_id: each for each in contracts}
    procurements = Procurement.objects.filter(owner_id=owner).exclude(state=ProcurementState.PLANNED)
    for each in procurements.prefetch_related("criteria").order_by("pk"):
        yield OwnProcurement(
            each, considered.get(each.pk), opened.get(each.pk), awarded.get(each.pk), signed.get(each.pk)
        )
