"""The register of procurements as their buyers published them: a file comes in, in whole batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role, check_still_there
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.register_batches import Matches, take_batch, writing_for
from fourfold.integrate.models import ImportState, RegisterImport
from fourfold.integrate.rules.published import FileTaken, Published, Said, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor

# The kind of job that takes in a large file.
IMPORT = "integrate.import_ocds"
MAY_IMPORT = (Role.COMMISSIONER, Role.LEAD, Role.ADMINISTRATOR)


def check_can_import(by: Actor) -> None:
    check_still_there(by)
    check_role(by, *MAY_IMPORT, to=say("import a register"))


def can_import(by: Actor) -> bool:
    try:
        check_can_import(by)
    except NotAllowed:
        return False
    return True


def ask_to_import(*, by: Actor, name: str, content: bytes, at: datetime) -> Job:
    """Has the file taken into the register of the actor's organisation after the page has answered, under their name."""
    check_can_import(by)
    with change(by=by, owner=by.organisation_id, reason=say("Asked for the import of {name}", name=name)):
        return enqueue(
            kind=IMPORT,
            title=say("Import of {name}", name=name),
            owner=by.organisation_id,
            by=by,
            file=(name, content),
            at=at,
        )


def take_in(
    *,
    by: Actor | None,
    organisation: Organisation,
    file: FileTaken | RegisterImport,
    batches: Iterable[Sequence[Published | Said]],
    at: datetime,
    now: Callable[[], datetime],
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[RegisterImport, Tally]:
    """Takes a file into the organisation's register, one transaction for each batch.

    A release that the organisation has already is left as it stands, so taking the same file again changes nothing but
    adds a record of the import. Should it break off, the batches before stand whole, and taking the file again
    completes them. `by` is None for a command; `progress` is told how many releases are done. Of a spreadsheet, which was
    uploaded before, the record of the import is there already and stands for the file.
    """
    if by is not None:
        check_can_import(by)
    reason = say(
        "Imported {name} into the register", name=file.name if isinstance(file, FileTaken) else file.file_name
    )
    tally = Tally()
    matches = Matches()
    if isinstance(file, FileTaken):
        with writing_for(by, organisation, reason):
            record = _new_record(organisation, file, at)
    else:
        record = file
    written = None
    for batch in batches:
        with writing_for(by, organisation, reason):
            _check_still_taken(record)
            take_batch(record, organisation, batch, tally, matches)
            # Remarks that are kept already are not written, and trailed, again with every batch: they are a megabyte.
            told = (len(tally.remarks), tally.remarks_not_kept > 0)
            _write_down(record, tally, remarks=told != written)
            written = told
        progress(tally.releases)
    with writing_for(by, organisation, reason):
        record.finished_at = now()
        _write_down(record, tally, remarks=True)
    return record, tally


def _check_still_taken(record: RegisterImport) -> None:
    """Holds the record, so that whoever takes the import out again comes before the batch or after it."""
    standing = RegisterImport.objects.select_for_update().only("state").get(pk=record.pk)
    if standing.state != ImportState.TAKEN:
        raise NotAllowed(say("This import is being taken out again, so it was not gone on with."))


def _new_record(organisation: Organisation, file: FileTaken, at: datetime) -> RegisterImport:
    ref = new_reference()
    return RegisterImport.objects.create(
        owner=organisation,
        ref=ref,
        root=ref,
        file_name=file.name[:250],
        sha256=file.sha256,
        file_format=file.file_format,
        publisher=file.publisher[:250],
        licence=file.licence[:300],
        at=at,
    )


def _write_down(record: RegisterImport, tally: Tally, *, remarks: bool) -> None:
    record.releases, record.taken, record.unchanged = tally.releases, tally.taken, tally.unchanged
    record.left_out, record.matched = tally.left_out, tally.matched
    written = ["releases", "taken", "unchanged", "left_out", "matched", "finished_at"]
    if remarks:
        record.remarks = _remarks(tally)
        written.append("remarks")
    record.save(update_fields=written)


def _remarks(tally: Tally) -> list[dict[str, str]]:
    found = [
        {
            "code": said.code,
            "where": said.where,
            "words": said.words,
            "severity": said.severity,
            **({"ocid": said.ocid} if said.ocid else {}),
        }
        for said in tally.remarks
    ]
    if tally.remarks_not_kept:
        words = say(
            "{remarks_not_kept} more remarks were not kept one by one",
            remarks_not_kept=f"{tally.remarks_not_kept:,}",
        )
        found.append(
            {"code": "more_remarks", "where": say("the whole file"), "words": words, "severity": "note"}
        )
    return found
