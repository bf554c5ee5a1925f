"""An import is taken out again: the register is as the files that remain would have made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change, update
from fourfold.integrate.actions.register import check_can_import
from fourfold.integrate.actions.register_batches import Matches, is_older, write_entries
from fourfold.integrate.actions.register_totals import Moved, hold_register
from fourfold.integrate.models import (
    ImportPurpose,
    ImportState,
    Procurement,
    ReceivedRelease,
    RegisterEntry,
    RegisterImport,
    ReleaseAgain,
    SpendLine,
    WaitingSheet,
)
from fourfold.integrate.rules.published import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.rules.published import Published

# The kind of job that takes out a large import.
UNDO = "integrate.undo_import"
BATCH = 200


@dataclass(slots=True)
class TakenOut:
    """Of the releases or rows of an import: what went, what stays as a later file's, and what is in use."""

    gone: int = 0
    held_by_others: int = 0
    in_use: int = 0

    @property
    def done(self) -> int:
        return self.gone + self.held_by_others + self.in_use


def check_can_undo(by: Actor, record: RegisterImport) -> None:
    check_can_import(by)
    if record.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation whose register it is can do this."))
    if record.purpose == ImportPurpose.PROMISES:
        raise NotAllowed(say("Promises are taken out with the contracts they were carried in with."))
    if record.state not in {ImportState.TAKEN, ImportState.UNDOING}:
        raise NotAllowed(say("This file is {state}.", state=record.get_state_display().lower()))


def ask_to_undo(*, by: Actor, record: RegisterImport, at: datetime) -> Job:
    """Has a large import taken out after the page has answered. Asked for twice, it is one job."""
    check_can_undo(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Asked for an import to be taken out again")):
        return enqueue(
            kind=UNDO,
            title=say("Taking out {name}", name=record.file_name),
            owner=record.owner_id,
            by=by,
            payload={"import": record.ref},
            key=f"{UNDO}:{record.ref}",
            at=at,
        )


def undo(
    *,
    by: Actor,
    record: RegisterImport,
    read: Callable[[bytes], Published],
    at: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> TakenOut:
    """Takes out what the file brought, batch by batch; what broke off is gone on with.

    An entry says again what the latest of the remaining releases says, which `read` reads from what was received; one of
    which none remains goes. What a later file held too stays as that file's, and an entry from which a procurement began
    stays, as does a release that speaks for it.
    """
    check_can_undo(by, record)
    reason = say("Took {name} out of the register again", name=record.file_name)
    taken_out = TakenOut()
    if record.state == ImportState.TAKEN:
        with change(by=by, owner=record.owner_id, reason=reason):
            record = update(record, version=record.version, state=ImportState.UNDOING)
    after = 0
    while True:
        with change(by=by, owner=record.owner_id, reason=reason):
            batch = list(
                ReceivedRelease.objects.filter(received_in=record, pk__gt=after)
                .order_by("pk")
                .defer("body")[:BATCH]
            )
            if not batch:
                break
            after = batch[-1].pk
            _take_out(record, batch, read, taken_out)
        progress(taken_out.done)
    with change(by=by, owner=record.owner_id, reason=reason):
        ReleaseAgain.objects.filter(received_in=record).delete()
        # Of a spreadsheet that broke off while it was taken in.
        WaitingSheet.objects.filter(received_in=record).delete()
        update(record, version=record.version, state=ImportState.UNDONE, undone_at=at, stays=taken_out.in_use)
    return taken_out


def _take_out(
    record: RegisterImport,
    batch: Sequence[ReceivedRelease],
    read: Callable[[bytes], Published],
    taken_out: TakenOut,
) -> None:
    hold_register(record.owner_id)
    moved = Moved(record.owner_id)
    going = _left_to_others(batch, taken_out)
    speaking = {
        entry.ocid: entry
        for entry in RegisterEntry.objects.filter(release__in=[release.pk for release in going])
    }
    instead = _who_speaks_instead(record, list(speaking))
    speaks = {ocid: (read(bytes(release.body)), release) for ocid, release in instead.items()}
    write_entries(record, speaks, dict(speaking), Tally(), Matches(), moved)
    orphans = [entry for ocid, entry in speaking.items() if ocid not in instead]
    used = set(
        Procurement.objects.filter(copied_from__in=[entry.pk for entry in orphans]).values_list(
            "copied_from", flat=True
        )
    )
    stays = {entry.release_id for entry in orphans if entry.pk in used}
    left = [entry for entry in orphans if entry.pk not in used]
    for entry in left:
        moved.take_away(entry)
    RegisterEntry.objects.filter(pk__in=[entry.pk for entry in left]).delete()
    gone = [release.pk for release in going if release.pk not in stays]
    moved.take_payments_away(SpendLine.objects.filter(release__in=gone))
    ReceivedRelease.objects.filter(pk__in=gone).delete()
    moved.write()
    taken_out.gone += len(gone)
    taken_out.in_use += len(stays)


def _left_to_others(batch: Sequence[ReceivedRelease], taken_out: TakenOut) -> list[ReceivedRelease]:
    """Those that no other file held. One that others held becomes that of the first of them."""
    heirs: dict[int, ReleaseAgain] = {}
    for again in ReleaseAgain.objects.filter(release__in=[release.pk for release in batch]).order_by("-pk"):
        heirs[again.release_id] = again
    for again in heirs.values():
        ReceivedRelease.objects.filter(pk=again.release_id).update(received_in=again.received_in_id)
    ReleaseAgain.objects.filter(pk__in=[again.pk for again in heirs.values()]).delete()
    taken_out.held_by_others += len(heirs)
    return [release for release in batch if release.pk not in heirs]


def _who_speaks_instead(record: RegisterImport, ocids: list[str]) -> dict[str, ReceivedRelease]:
    """By ocid, the latest release of another file, or of this one where a later file held it too."""
    found: dict[str, ReceivedRelease] = {}
    remaining = ReceivedRelease.objects.filter(
        ~Q(received_in=record) | Q(pk__in=ReleaseAgain.objects.values("release")),
        owner_id=record.owner_id,
        ocid__in=ocids,
    )
    for release in remaining.order_by("pk"):
        latest = found.get(release.ocid)
        if latest is None or not is_older(release.released_at, latest.released_at):
            found[release.ocid] = release
    return found
