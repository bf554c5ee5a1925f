"""Checks the trail against itself, and against heads that were sent out of the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from fourfold.ground.trail import installation
from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.chain import FIRST, entries_of_chain, link_hash, owners
from fourfold.ground.trail.tables import TrailEntry, TrailLink, TrailValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of one owner's chain at some moment. Kept elsewhere, it shows a chain that was cut or built anew."""

    owner: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    owner: int
    words: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`unchained` were written since the last chaining and are held by no chain yet; that alone is no fault."""

    faults: tuple[Fault, ...]
    entries: int
    erased: int
    unchained: int
    heads: tuple[Head, ...]

    @property
    def intact(self) -> bool:
        return not self.faults


def heads(owner: int | None = None) -> list[Head]:
    """The present heads, or the one of `owner`."""
    with as_maintenance():
        wanted = owners() if owner is None else [owner]
        last = [TrailLink.objects.filter(owner=each).order_by("-number").first() for each in wanted]
    return [Head(link.owner, link.number, link.hash) for link in last if link is not None]


def verify(*, owner: int | None = None, kept: Iterable[Head] = ()) -> Verified:
    """Of every chain, or of that of `owner`: any edit, gap, reorder, value that is not the one its digest was taken of,
    and the tail that no chain holds. Against `kept` heads also a tail cut off and a chain built anew. Reads in batches.
    """
    by_owner: dict[int, list[Head]] = {}
    for head in kept:
        by_owner.setdefault(head.owner, []).append(head)
    faults: list[Fault] = []
    entries = erased = unchained = 0
    found: list[Head] = []
    with as_maintenance():
        if owner is None:
            faults += [
                Fault(0, f"{name} is missing: changes may have gone unrecorded")
                for name in installation.missing(connection)
            ]
        for each in sorted({*owners(), *by_owner}) if owner is None else [owner]:
            one = _verify_chain(each, by_owner.get(each, []))
            faults += one.faults
            entries += one.entries
            erased += one.erased
            unchained += one.unchained
            found += one.heads
    return Verified(tuple(faults), entries, erased, unchained, tuple(found))


def _verify_chain(owner: int, kept: list[Head]) -> Verified:
    faults: list[Fault] = []
    number, previous, last_entry, erased, total = 0, FIRST, 0, 0, 0
    wanted = {head.number: head.hash for head in kept}
    for link, entry, value in _rows(owner):
        total += 1
        if link.number != number + 1:
            faults.append(Fault(owner, f"links {number + 1} to {link.number - 1} are missing"))
        number = link.number
        if entry is None:
            faults.append(Fault(owner, f"link {number}: its entry {link.entry_id} is gone"))
        else:
            if link.entry_id <= last_entry:
                faults.append(Fault(owner, f"link {number}: entry {link.entry_id} is out of order"))
            if link_hash(previous, entry) != link.hash:
                faults.append(Fault(owner, f"link {number}: entry {entry.pk} or a link was changed or moved"))
            faults += [Fault(owner, f"entry {entry.pk}: {words}") for words in _faults_of_value(entry, value)]
            erased += value is not None and value.erased_at is not None
        last_entry = max(last_entry, link.entry_id)
        # On with what stands, so that one fault is told once.
        previous = link.hash
        if number in wanted and wanted.pop(number) != link.hash:
            faults.append(
                Fault(owner, f"link {number} is not the one whose head was kept: the chain was built anew")
            )
    faults += [
        Fault(owner, f"the chain ends at {number}, but its head {beyond} was kept: its tail was cut off")
        for beyond in sorted(wanted)
    ]
    chained = TrailLink.objects.filter(owner=owner).values("entry")
    loose = entries_of_chain(owner).exclude(pk__in=chained)
    faults += [
        Fault(
            owner,
            f"entry {entry.pk} is in no link, though later ones are: it was put in, or its link was taken out",
        )
        for entry in loose.filter(pk__lt=last_entry).order_by("pk").iterator(_BATCH)
    ]
    tail = loose.filter(pk__gt=last_entry)
    for entry in tail.select_related("values").order_by("pk").iterator(_BATCH):
        total += 1
        value = getattr(entry, "values", None)
        faults += [Fault(owner, f"entry {entry.pk}: {words}") for words in _faults_of_value(entry, value)]
    return Verified(
        tuple(faults),
        total,
        erased,
        tail.count(),
        (Head(owner, number, previous),) if number else (),
    )


def verify_tails(*, links: int) -> list[Fault]:
    """The last `links` of every chain only: in an instant, and enough to see what was altered lately."""
    faults: list[Fault] = []
    with as_maintenance():
        for owner in owners():
            last = TrailLink.objects.filter(owner=owner).order_by("-number").first()
            number = max(0, last.number - links) if last else 0
            before = TrailLink.objects.filter(owner=owner, number=number).first()
            previous = before.hash if before else FIRST
            for link, entry, value in _rows(owner, after=number):
                if link.number != number + 1:
                    faults.append(Fault(owner, f"links {number + 1} to {link.number - 1} are missing"))
                elif entry is None or link_hash(previous, entry) != link.hash:
                    faults.append(
                        Fault(owner, f"link {link.number}: its entry was changed, moved or removed")
                    )
                else:
                    faults += [
                        Fault(owner, f"entry {entry.pk}: {words}") for words in _faults_of_value(entry, value)
                    ]
                number, previous = link.number, link.hash
    return faults


def _rows(owner: int, *, after: int = 0) -> Iterator[tuple[TrailLink, TrailEntry | None, TrailValue | None]]:
    number = after
    while links := list(TrailLink.objects.filter(owner=owner, number__gt=number).order_by("number")[:_BATCH]):
        keys = [link.entry_id for link in links]
        entries = TrailEntry.objects.in_bulk(keys)
        values = TrailValue.objects.in_bulk(keys)
        for link in links:
            yield link, entries.get(link.entry_id), values.get(link.entry_id)
        number = links[-1].number


def _faults_of_value(entry: TrailEntry, value: TrailValue | None) -> list[str]:
    if value is None:
        return ["its values are gone, and not by an erasure"]
    if value.erased_at is not None:
        return (
            []
            if value.content == value.salt == ""
            else ["its values are marked as erased and are still there"]
        )
    if hashlib.sha256((value.salt + value.content).encode()).hexdigest() != entry.digest:
        return ["its values are not those that its digest was taken of"]
    return []
