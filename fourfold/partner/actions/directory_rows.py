"""The rows of a list become entries, with their facts, their grants and what they were held to be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.places.tables import Place
from fourfold.partner.models import (
    DirectoryEntry,
    DirectoryList,
    EntryFact,
    EntryLink,
    EntryPlace,
    Grant,
    LinkState,
)
from fourfold.partner.rules.directory.check import SHOWN, verdict_on
from fourfold.partner.rules.directory.evidence import evidence_of
from fourfold.partner.rules.directory.layouts import SEVERAL_ROWS
from fourfold.partner.rules.linkage.linking import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.partner.rules.directory.check import Planned
    from fourfold.partner.rules.directory.rows import RowRead
    from fourfold.partner.rules.linkage.linking import Candidate, Linked

BATCH = 500
_PROBABILITY = Decimal("0.0001")


def write_rows(
    record: DirectoryList, planned: Sequence[Planned], grants: Sequence[RowRead], *, on: date
) -> None:
    """Within the change that takes the list in."""
    entries = DirectoryEntry.objects.bulk_create(
        [_entry(record, each.row) for each in planned], batch_size=BATCH
    )
    by_organisation = {each.row.told_apart_by: entry for each, entry in zip(planned, entries, strict=True)}
    _write_facts(record, planned, entries)
    _write_places(record, planned, entries)
    _write_links(record, planned, entries, on=on)
    Grant.objects.bulk_create(
        [_grant(record, row, by_organisation[row.told_apart_by]) for row in grants], batch_size=BATCH
    )


def _entry(record: DirectoryList, row: RowRead) -> DirectoryEntry:
    return DirectoryEntry(
        owner_id=record.owner_id,
        ref=new_reference(),
        root=record.root,
        received_in=record,
        row=row.number,
        # Who is paid or given money is read with each file; a row of a register is here once.
        sha256="" if record.kind in SEVERAL_ROWS else row.digest,
        name=row.name,
        sector=row.sector,
        services=row.activities,
        website=row.website[:200],
        postcode=row.postcode,
        social_enterprise=evidence_of(row.facts),
    )


def _key_of(linked: Linked | None) -> int | None:
    """The body or entry that it surely is."""
    if linked is None or verdict_on(linked) is not Verdict.LINKED:
        return None
    return int(linked.candidates[0].body.key)


def _write_facts(
    record: DirectoryList, planned: Sequence[Planned], entries: Sequence[DirectoryEntry]
) -> None:
    read_in = say("{publisher}, {file}", publisher=record.publisher, file=record.file_name)[:250]
    EntryFact.objects.bulk_create(
        [
            EntryFact(
                owner_id=record.owner_id,
                ref=new_reference(),
                root=record.root,
                entry=entry,
                kind=fact.kind,
                value=fact.value[:250],
                read_in=read_in,
                read_on=record.read_on,
            )
            for each, entry in zip(planned, entries, strict=True)
            for fact in dict.fromkeys(each.row.facts)
        ],
        batch_size=BATCH,
    )


def _write_places(
    record: DirectoryList, planned: Sequence[Planned], entries: Sequence[DirectoryEntry]
) -> None:
    codes = {each.row.area for each in planned} - {""}
    known = {place.code: place for place in Place.objects.filter(code__in=codes)}
    EntryPlace.objects.bulk_create(
        [
            EntryPlace(
                owner_id=record.owner_id,
                ref=new_reference(),
                root=record.root,
                entry=entry,
                place=known[each.row.area],
            )
            for each, entry in zip(planned, entries, strict=True)
            if each.row.area in known
        ],
        batch_size=BATCH,
    )


def _write_links(
    record: DirectoryList, planned: Sequence[Planned], entries: Sequence[DirectoryEntry], *, on: date
) -> None:
    links: list[EntryLink] = []
    pointing: list[DirectoryEntry] = []
    for each, entry in zip(planned, entries, strict=True):
        entry.organisation_id, entry.merged_into_id = _key_of(each.body), _key_of(each.entry)
        if entry.organisation_id or entry.merged_into_id:
            pointing.append(entry)
        for linked, end in ((each.body, "organisation_id"), (each.entry, "other_id")):
            for candidate in _candidates(linked):
                sure = linked is not None and verdict_on(linked) is Verdict.LINKED
                links.append(
                    EntryLink(
                        owner_id=record.owner_id,
                        ref=new_reference(),
                        root=record.root,
                        entry=entry,
                        state=LinkState.SAME if sure else LinkState.WAITING,
                        decided_on=on if sure else None,
                        **{end: int(candidate.body.key)},
                        **_said(candidate),
                    )
                )
    DirectoryEntry.objects.bulk_update(pointing, ("organisation", "merged_into"), batch_size=BATCH)
    EntryLink.objects.bulk_create(links, batch_size=BATCH)


def _candidates(linked: Linked | None) -> Sequence[Candidate]:
    """Where it is sure, the one; where a person is asked, those that are likely enough to be shown."""
    if linked is None or verdict_on(linked) is Verdict.NOT:
        return ()
    if verdict_on(linked) is Verdict.LINKED:
        return linked.candidates[:1]
    return [each for each in linked.candidates if each.probability >= SHOWN] or linked.candidates[:1]


def _said(candidate: Candidate) -> dict[str, object]:
    return {
        "probability": Decimal(candidate.probability).quantize(_PROBABILITY),
        "compared": list(candidate.compared),
        "spoke": [
            {"says": say("before anything is compared"), "bits": round(candidate.start, 1)},
            *({"says": spoke.found.words, "bits": round(spoke.weight, 1)} for spoke in candidate.spoke),
        ],
    }


def _grant(record: DirectoryList, row: RowRead, entry: DirectoryEntry) -> Grant:
    read = row.grant
    if read is None:
        message = "a row of a list of grants has a grant"
        raise AssertionError(message)
    return Grant(
        owner_id=record.owner_id,
        ref=new_reference(),
        root=record.root,
        received_in=record,
        entry=entry,
        row=row.number,
        identifier=read.identifier,
        title=read.title,
        funder=read.funder,
        amount=read.amount,
        currency=read.currency,
        awarded_on=read.awarded_on,
    )
