"""A spreadsheet on its way into the register: uploaded, its columns named and remembered, checked, taken in or discarded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.register import check_can_import
from fourfold.integrate.actions.remembered_columns import remember_columns, said_of
from fourfold.integrate.models import (
    ImportPurpose,
    ImportState,
    RegisterImport,
    WaitingSheet,
)
from fourfold.integrate.models.register_import import VALID_TRANSITIONS
from fourfold.integrate.rules.sheet_columns import LAYOUTS, faults_of_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.rules.sheet_columns import Held

# The kinds of job that check a large spreadsheet, and take it in.
CHECK = "integrate.check_sheet"
TAKE = "integrate.take_sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is said of a spreadsheet; `sheet` and `columns` as they were guessed from it."""

    purpose: str
    publisher: str
    licence: str
    file_name: str
    content: bytes
    sheet: str
    columns: Mapping[int, Held]


def check_can_upload(by: Actor, purpose: str = ImportPurpose.CONTRACTS) -> None:
    """Promises become commitments of a contract, which a commissioner records."""
    check_can_import(by)
    if purpose == ImportPurpose.PROMISES:
        check_role(by, Role.COMMISSIONER, to=say("carry in contracts already running"))


def can_carry_in(by: Actor) -> bool:
    try:
        check_can_upload(by, ImportPurpose.PROMISES)
    except NotAllowed:
        return False
    return True


def check_can_go_on(by: Actor, record: RegisterImport) -> None:
    """To name columns, check, take in or discard what was uploaded."""
    check_can_upload(by, record.purpose)
    if record.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that uploaded the file can do this."))
    if record.state != ImportState.UPLOADED:
        raise NotAllowed(say("This file is {state}.", state=record.get_state_display().lower()))


def upload(*, by: Actor, sheet: Sheet, at: datetime) -> RegisterImport:
    """Keeps the file until it is taken in or discarded. Nothing of it is in the register yet."""
    check_can_upload(by, sheet.purpose)
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason=say("Uploaded {name}", name=sheet.file_name)):
        record: RegisterImport = RegisterImport.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            purpose=sheet.purpose,
            state=ImportState.UPLOADED,
            file_name=sheet.file_name[-250:],
            sha256=hashlib.sha256(sheet.content).hexdigest(),
            file_format=say("Spreadsheet"),
            publisher=sheet.publisher.strip(),
            licence=sheet.licence.strip(),
            at=at,
        )
        WaitingSheet.objects.create(
            owner_id=record.owner_id,
            root=ref,
            received_in=record,
            content=sheet.content,
            sheet=sheet.sheet,
            columns=_stored(sheet.columns),
        )
    return record


def choose_columns(
    *,
    by: Actor,
    waiting: WaitingSheet,
    seen: int,
    sheet: str,
    headings: Sequence[str],
    columns: Mapping[int, Held],
) -> WaitingSheet:
    """What each heading holds; remembered for the publisher's next file. An earlier check no longer holds."""
    record = waiting.received_in
    check_can_go_on(by, record)
    for missing in faults_of_mapping(columns, LAYOUTS[record.purpose]):
        raise Refused(missing.words)
    with change(by=by, owner=record.owner_id, reason=say("Named the columns of a spreadsheet")):
        remember_columns(
            owner=record.owner_id,
            purpose=record.purpose,
            publisher=record.publisher,
            said=said_of(headings, columns),
        )
        return update(
            waiting, version=seen, sheet=sheet, columns=_stored(columns), checked={}, checked_at=None
        )


def ask_to_check(*, by: Actor, waiting: WaitingSheet, at: datetime) -> Job:
    """Has the rows of a large file checked after the page has answered."""
    return _ask(CHECK, say("Check of {name}", name=waiting.received_in.file_name), by, waiting, at)


def keep_check(*, by: Actor, waiting: WaitingSheet, checked: Mapping[str, Any], at: datetime) -> WaitingSheet:
    check_can_go_on(by, waiting.received_in)
    with change(by=by, owner=waiting.owner_id, reason=say("Checked the rows of a spreadsheet")):
        return update(waiting, version=waiting.version, checked=dict(checked), checked_at=at)


def ask_to_take(*, by: Actor, waiting: WaitingSheet, at: datetime) -> Job:
    """Has a large file taken in after the page has answered, under their name."""
    return _ask(TAKE, say("Import of {name}", name=waiting.received_in.file_name), by, waiting, at)


def begin_to_take(*, by: Actor, record: RegisterImport) -> RegisterImport:
    """From now on the file is one that was taken in, and can be taken out again, however far it comes."""
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Began to take in {name}", name=record.file_name)):
        return _move(record, ImportState.TAKEN)


def let_go_of_the_file(*, by: Actor, record: RegisterImport) -> None:
    """Once it is taken in: its rows are kept as they were received."""
    with change(by=by, owner=record.owner_id, reason=say("Took in {name}", name=record.file_name)):
        WaitingSheet.objects.filter(received_in=record).delete()


def discard(*, by: Actor, record: RegisterImport) -> RegisterImport:
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Discarded {name}", name=record.file_name)):
        WaitingSheet.objects.filter(received_in=record).delete()
        return _move(record, ImportState.DISCARDED)


def _ask(kind: str, title: str, by: Actor, waiting: WaitingSheet, at: datetime) -> Job:
    record = waiting.received_in
    check_can_go_on(by, record)
    with change(by=by, owner=record.owner_id, reason=title):
        return enqueue(
            kind=kind,
            title=title,
            owner=record.owner_id,
            by=by,
            payload={"import": record.ref},
            key=f"{kind}:{record.ref}:{waiting.version}",
            at=at,
        )


def _move(record: RegisterImport, to: ImportState) -> RegisterImport:
    if to not in VALID_TRANSITIONS[ImportState(record.state)]:
        raise Refused(say("This file is {state}.", state=record.get_state_display().lower()))
    return update(record, version=record.version, state=to)


def _stored(columns: Mapping[int, Held]) -> dict[str, str]:
    return {str(place): column.value for place, column in columns.items()}
