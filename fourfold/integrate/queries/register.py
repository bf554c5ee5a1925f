"""The register as pages show it: procurements as published, found by words, kind and year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from fourfold.integrate.models import RegisterCriterion, RegisterEntry, RegisterImport, RegisterParty
from fourfold.integrate.rules.remark_words import REMARK_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

MOST_PARTIES = 100


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader is looking for; empty means anything."""

    text: str = ""
    kind: str = ""
    year: int | None = None
    social_value: bool = False


def register(owner: int, sought: Sought) -> QuerySet[RegisterEntry]:
    """The organisation's entries, the latest release first, without the long descriptions."""
    entries: QuerySet[RegisterEntry] = RegisterEntry.objects.filter(owner_id=owner).defer("description")
    for word in sought.text.split()[:8]:
        entries = entries.filter(
            Q(title__icontains=word) | Q(buyer_name__icontains=word) | Q(description__icontains=word)
        )
    if sought.kind:
        entries = entries.filter(kind=sought.kind)
    if sought.year is not None:
        # A range, so that the index by day serves it.
        first, after = datetime(sought.year, 1, 1, tzinfo=UTC), datetime(sought.year + 1, 1, 1, tzinfo=UTC)
        entries = entries.filter(released_at__gte=first, released_at__lt=after)
    if sought.social_value:
        entries = entries.filter(mentions_social_value=True)
    return entries.order_by(F("released_at").desc(nulls_last=True), "-pk")


def years_of_register(owner: int) -> list[int]:
    """Every year from the latest release to the earliest; empty where no release has a date.

    Each end is asked for by itself: the index then answers with one row, where both together are looked for in all.
    """
    dated = RegisterEntry.objects.filter(owner_id=owner, released_at__isnull=False)
    moments = dated.values_list("released_at", flat=True)
    last, first = moments.order_by("-released_at").first(), moments.order_by("released_at").first()
    if first is None or last is None:
        return []
    return list(range(last.year, first.year - 1, -1))


def register_entry(*, owner: int, ref: str) -> RegisterEntry | None:
    found: RegisterEntry | None = (
        RegisterEntry.objects.filter(owner_id=owner, ref=ref)
        .select_related("release__received_in", "buyer")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry as published. `remarks` are those that its import made on this release."""

    entry: RegisterEntry
    criteria: tuple[RegisterCriterion, ...]
    parties: tuple[RegisterParty, ...]
    more_parties: int
    remarks: tuple[Mapping[str, str], ...]

    @property
    def lots_with_criteria(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(criterion.lot for criterion in self.criteria))


def entry_page(entry: RegisterEntry) -> EntryPage:
    parties = entry.parties.select_related("organisation").order_by("pk")
    return EntryPage(
        entry=entry,
        criteria=tuple(entry.criteria.all()),
        parties=tuple(parties[:MOST_PARTIES]),
        more_parties=max(0, parties.count() - MOST_PARTIES),
        remarks=tuple(said for said in entry.release.received_in.remarks if said.get("ocid") == entry.ocid),
    )


def imports_of(owner: int) -> QuerySet[RegisterImport]:
    return RegisterImport.objects.filter(owner_id=owner).defer("remarks").order_by("-at", "-pk")


def register_import(*, owner: int, ref: str) -> RegisterImport | None:
    found: RegisterImport | None = RegisterImport.objects.filter(owner_id=owner, ref=ref).first()
    return found


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """Remarks of one code: how many there are and the first few."""

    code: str
    severity: str
    count: int
    examples: tuple[Mapping[str, str], ...]

    @property
    def words(self) -> str:
        return REMARK_WORDS.get(self.code, self.code)


def remarks_by_code(remarks: Iterable[Mapping[str, Any]], *, most: int) -> list[RemarkGroup]:
    """What was left out first, then the most frequent."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for said in remarks:
        groups[said["severity"], said["code"]].append(said)
    found = [
        RemarkGroup(code, severity, len(said), tuple(said[:most]))
        for (severity, code), said in groups.items()
    ]
    return sorted(found, key=lambda group: (group.severity != "left_out", -group.count, group.code))
