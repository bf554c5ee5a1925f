"""A public list of organisations on its way into the directory: uploaded, its columns named, taken in, taken out again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.remembered_columns import remember_columns, said_of
from fourfold.partner.actions.directory_rows import write_rows
from fourfold.partner.actions.directory_shown import show_no_more, show_to_everyone
from fourfold.partner.actions.merging import MAY_KEEP
from fourfold.partner.models import DirectoryEntry, DirectoryList, EntryLink, Grant, ListState
from fourfold.partner.models.directory_list import VALID_TRANSITIONS
from fourfold.partner.rules.directory.layouts import LAYOUTS, ListKind, faults_of_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.partner.rules.directory.check import Planned
    from fourfold.partner.rules.directory.layouts import Held
    from fourfold.partner.rules.directory.rows import RowLeftOut, RowRead

# The kinds of job that hold a large list against what is here, and take it in.
CHECK = "partner.check_list"
TAKE = "partner.take_list"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What is said of a list; `sheet` and `columns` as they were guessed from it."""

    kind: ListKind
    publisher: str
    licence: str
    read_on: date
    file_name: str
    content: bytes
    sheet: str
    columns: Mapping[int, Held]


@dataclass(frozen=True, slots=True)
class ToTake:
    """`grants` are the rows of a list of grants, each of which goes with the organisation that it is told apart by."""

    planned: Sequence[Planned]
    grants: Sequence[RowRead]
    left_out: Sequence[RowLeftOut]
    counts: Mapping[str, int]


def check_can_bring(by: Actor) -> None:
    check_role(by, *MAY_KEEP, to=say("bring a list into the directory"))


def can_bring(by: Actor) -> bool:
    try:
        check_can_bring(by)
    except NotAllowed:
        return False
    return True


def check_can_go_on(by: Actor, kept: DirectoryList) -> None:
    """To name columns, take in or discard what was uploaded."""
    _check_own(by, kept)
    if kept.state != ListState.UPLOADED:
        raise NotAllowed(say("This list is {state}.", state=kept.get_state_display().lower()))


def check_can_undo(by: Actor, kept: DirectoryList) -> None:
    _check_own(by, kept)
    if kept.state != ListState.TAKEN:
        raise NotAllowed(say("This list is {state}.", state=kept.get_state_display().lower()))


def _check_own(by: Actor, kept: DirectoryList) -> None:
    check_can_bring(by)
    if kept.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that brought in the list can do this."))


def upload(*, by: Actor, uploaded: Uploaded, at: datetime) -> DirectoryList:
    """Keeps the file until it is taken in or discarded. Nothing of it is in the directory yet."""
    check_can_bring(by)
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason=say("Uploaded {name}", name=uploaded.file_name)):
        kept: DirectoryList = DirectoryList.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            kind=uploaded.kind,
            publisher=uploaded.publisher.strip(),
            licence=uploaded.licence.strip(),
            read_on=uploaded.read_on,
            file_name=uploaded.file_name[-250:],
            sha256=hashlib.sha256(uploaded.content).hexdigest(),
            content=uploaded.content,
            sheet=uploaded.sheet,
            columns=_stored(uploaded.columns),
            at=at,
        )
    return kept


def choose_columns(
    *, by: Actor, kept: DirectoryList, seen: int, headings: Sequence[str], columns: Mapping[int, Held]
) -> DirectoryList:
    """What each heading holds; remembered for the publisher's next list. An earlier check no longer holds."""
    check_can_go_on(by, kept)
    for fault in faults_of_mapping(columns, LAYOUTS[ListKind(kept.kind)]):
        raise Refused(fault)
    with change(by=by, owner=kept.owner_id, reason=say("Named the columns of a list")):
        remember_columns(
            owner=kept.owner_id,
            purpose=kept.kind,
            publisher=kept.publisher,
            said=said_of(headings, {place: held.value for place, held in columns.items()}),
        )
        return update(kept, version=seen, columns=_stored(columns), checked={})


def keep_check(*, by: Actor, kept: DirectoryList, checked: Mapping[str, Any]) -> DirectoryList:
    check_can_go_on(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Checked the rows of a list")):
        return update(kept, version=kept.version, checked=dict(checked))


def ask_to_check(*, by: Actor, kept: DirectoryList, at: datetime) -> Job:
    """Has the rows of a large list held against what is here after the page has answered."""
    return _ask(CHECK, say("Check of {name}", name=kept.file_name), by, kept, at, {})


def ask_to_take(*, by: Actor, kept: DirectoryList, shown: bool, at: datetime) -> Job:
    """Has a large list taken in after the page has answered, under their name."""
    return _ask(TAKE, say("Taking in {name}", name=kept.file_name), by, kept, at, {"shown": shown})


def _ask(kind: str, title: str, by: Actor, kept: DirectoryList, at: datetime, more: Mapping[str, Any]) -> Job:
    check_can_go_on(by, kept)
    with change(by=by, owner=kept.owner_id, reason=title):
        return enqueue(
            kind=kind,
            title=title,
            owner=kept.owner_id,
            by=by,
            payload={"list": kept.ref, **more},
            key=f"{kind}:{kept.ref}:{kept.version}",
            at=at,
        )


def take(*, by: Actor, kept: DirectoryList, taken: ToTake, shown: bool, on: date) -> DirectoryList:
    """All or nothing. What is sure is linked, the doubtful waits for a person, and the rest stands by itself.

    `shown` opens the list's entries to everyone; else they are for the organisation alone.
    """
    check_can_go_on(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Took in {name}", name=kept.file_name)):
        record = _move(
            kept,
            ListState.TAKEN,
            content=None,
            checked={},
            counts=dict(taken.counts),
            left_out=[{"row": row.number, "words": row.words} for row in taken.left_out],
        )
        write_rows(record, taken.planned, taken.grants, on=on)
        if shown:
            show_to_everyone(
                owner=Organisation.objects.get(pk=record.owner_id),
                thing=record.root,
                kind="directory list",
                on=on,
                reason=say("Shown in the public directory"),
            )
    return record


def undo(*, by: Actor, kept: DirectoryList, seen: int, at: datetime) -> DirectoryList:
    """What the list brought goes. What had been merged into one of its entries stands by itself again, as it was read."""
    check_can_undo(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Took {name} out again", name=kept.file_name)):
        record = _move(kept, ListState.UNDONE, version=seen, ended_at=at)
        DirectoryEntry.objects.filter(merged_into__received_in=record).update(
            merged_into=None, version=F("version") + 1
        )
        Grant.objects.filter(received_in=record).delete()
        EntryLink.objects.filter(other__received_in=record).delete()
        DirectoryEntry.objects.filter(received_in=record).delete()
        show_no_more(owner=record.owner_id, thing=record.root, at=at)
    return record


def discard(*, by: Actor, kept: DirectoryList, at: datetime) -> DirectoryList:
    check_can_go_on(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Discarded {name}", name=kept.file_name)):
        return _move(kept, ListState.DISCARDED, content=None, checked={}, ended_at=at)


def _move(kept: DirectoryList, to: ListState, *, version: int = 0, **values: Any) -> DirectoryList:
    if to not in VALID_TRANSITIONS[ListState(kept.state)]:
        raise Refused(say("This list is {state}.", state=kept.get_state_display().lower()))
    return update(kept, version=version or kept.version, state=to, **values)


def _stored(columns: Mapping[int, Held]) -> dict[str, str]:
    return {str(place): held.value for place, held in columns.items()}
