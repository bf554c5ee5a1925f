"""A list of contacts on its way into the frame: uploaded, its columns named, checked, taken in, taken out again, discarded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import begun_small, say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.tracker.actions.frame_decisions import new_secret
from fourfold.tracker.actions.waves import check_can_design
from fourfold.tracker.models import FrameList, FrameListState, WaitingList
from fourfold.tracker.models.frame_list import VALID_TRANSITIONS
from fourfold.tracker.queries.frame_lists import secret_of
from fourfold.tracker.rules.frame.columns import faults_of_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import Wave
    from fourfold.tracker.rules.frame.columns import Held

# The kinds of job that check a long list, and take it in.
CHECK = "tracker.check_list"
TAKE = "tracker.take_list"


def check_can_bring(by: Actor, wave: Wave) -> None:
    """Before fieldwork only: who comes later was never asked."""
    check_can_design(by, wave)


def check_can_go_on(by: Actor, record: FrameList) -> None:
    """To name columns, check, take in or discard what was uploaded."""
    check_can_bring(by, record.wave)
    if record.state != FrameListState.UPLOADED:
        raise NotAllowed(say("This list is {state}.", state=begun_small(record.get_state_display())))


def upload(
    *,
    by: Actor,
    wave: Wave,
    source: str,
    terms: str,
    name: str,
    content: bytes,
    sheet: str,
    columns: Mapping[int, Held],
    at: datetime,
) -> FrameList:
    """Keeps the file until it is taken in or discarded. Nothing of it is in the frame yet."""
    check_can_bring(by, wave)
    ref = new_reference()
    with change(by=by, owner=wave.owner_id, reason=say("Uploaded a list of contacts")):
        if not secret_of(wave.owner_id):
            new_secret(wave.owner_id)
        record: FrameList = FrameList.objects.create(
            owner_id=wave.owner_id,
            ref=ref,
            root=wave.root,
            wave=wave,
            source=source.strip(),
            terms=terms.strip(),
            file_name=name[-250:],
            sha256=hashlib.sha256(content).hexdigest(),
            brought_by_id=by.person_id,
            at=at,
        )
        WaitingList.objects.create(
            owner_id=wave.owner_id,
            root=wave.root,
            frame_list=record,
            content=content,
            sheet=sheet,
            columns=_stored(columns),
        )
    return record


def choose_columns(
    *, by: Actor, waiting: WaitingList, seen: int, sheet: str, columns: Mapping[int, Held]
) -> WaitingList:
    """What each heading holds. An earlier check no longer holds."""
    check_can_go_on(by, waiting.frame_list)
    for fault in faults_of_mapping(columns):
        raise Refused(fault)
    with change(by=by, owner=waiting.owner_id, reason=say("Named the columns of a list")):
        return update(
            waiting, version=seen, sheet=sheet, columns=_stored(columns), checked={}, checked_at=None
        )


def ask_to_check(*, by: Actor, waiting: WaitingList, at: datetime) -> Job:
    return _ask(CHECK, say("Check of {name}", name=waiting.frame_list.file_name), by, waiting, at)


def ask_to_take(*, by: Actor, waiting: WaitingList, at: datetime) -> Job:
    return _ask(TAKE, say("Import of {name}", name=waiting.frame_list.file_name), by, waiting, at)


def keep_check(*, by: Actor, waiting: WaitingList, checked: Mapping[str, Any], at: datetime) -> WaitingList:
    check_can_go_on(by, waiting.frame_list)
    with change(by=by, owner=waiting.owner_id, reason=say("Checked the rows of a list")):
        return update(waiting, version=waiting.version, checked=dict(checked), checked_at=at)


def begin_to_take(
    *,
    by: Actor,
    record: FrameList,
    rows: int,
    fates: Mapping[str, int],
    left_out: Sequence[Mapping[str, object]],
) -> FrameList:
    """From now on the list is one that was taken in, and can be taken out again, however far it comes."""
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Began to take in a list of contacts")):
        return _move(record, FrameListState.TAKEN, rows=rows, fates=dict(fates), left_out=list(left_out))


def finish(*, by: Actor, record: FrameList, at: datetime) -> FrameList:
    """Lets go of the file: what was taken of it stands in the frame."""
    check_can_bring(by, record.wave)
    with change(by=by, owner=record.owner_id, reason=say("Took in a list of contacts")):
        WaitingList.objects.filter(frame_list=record).delete()
        return update(record, version=record.version, finished_at=at)


def discard(*, by: Actor, record: FrameList) -> FrameList:
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Discarded a list of contacts")):
        WaitingList.objects.filter(frame_list=record).delete()
        return _move(record, FrameListState.DISCARDED)


def _ask(kind: str, title: str, by: Actor, waiting: WaitingList, at: datetime) -> Job:
    record = waiting.frame_list
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=title):
        return enqueue(
            kind=kind,
            title=title,
            owner=record.owner_id,
            by=by,
            payload={"list": record.ref},
            key=f"{kind}:{record.ref}:{waiting.version}",
            at=at,
        )


def _move(record: FrameList, to: FrameListState, **values: object) -> FrameList:
    if to not in VALID_TRANSITIONS[FrameListState(record.state)]:
        raise Refused(say("This list is {state}.", state=begun_small(record.get_state_display())))
    return update(record, version=record.version, state=to.value, **values)


def _stored(columns: Mapping[int, Held]) -> dict[str, str]:
    return {str(place): column.value for place, column in columns.items()}
