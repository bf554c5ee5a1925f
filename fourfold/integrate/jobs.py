"""The work of this storey that takes longer than a page may: registers, mail to bidders, the evidence of a procedure packed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.integrate.actions import evidence_packs, scenarios, telling_bidders
from fourfold.integrate.actions.bid_clarifications import CLARIFICATION
from fourfold.integrate.actions.evidence_packs import PACK, Packed
from fourfold.integrate.actions.outcome_mail import OUTCOME_MAIL
from fourfold.integrate.actions.register import IMPORT
from fourfold.integrate.actions.register_sheets import CHECK, TAKE, keep_check
from fourfold.integrate.actions.register_undo import UNDO, undo
from fourfold.integrate.exchange.evidence_pack.archive import make
from fourfold.integrate.exchange.evidence_pack.contents import contents
from fourfold.integrate.exchange.evidence_pack.key import signing_key
from fourfold.integrate.exchange.ocds_import import NotOcds, how_many, import_ocds
from fourfold.integrate.exchange.received import read_received
from fourfold.integrate.exchange.sheets.checking import check_sheet
from fourfold.integrate.exchange.sheets.reading import table_of
from fourfold.integrate.exchange.sheets.taking import take_sheet
from fourfold.integrate.queries.clarifications import clarification_with, organisations_to_tell
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.register import register_import
from fourfold.integrate.queries.register_sheets import waiting_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.jobs.running import Running
    from fourfold.integrate.models import RegisterImport, WaitingSheet

# Reading a large file from its beginning takes half a minute before the first step is told.
LEASE = timedelta(minutes=5)


def register() -> None:
    register_mail(MailKind(CLARIFICATION, say("questions about a bid that you sent"), essential=True))
    register_kind(Kind(IMPORT, _import, stepwise=True, lease=LEASE))
    register_kind(Kind(CHECK, _check, stepwise=True, lease=LEASE))
    register_kind(Kind(TAKE, _take, stepwise=True, lease=LEASE))
    register_kind(Kind(UNDO, _undo, stepwise=True, lease=LEASE))
    register_kind(Kind(telling_bidders.TELL, _tell, stepwise=True))
    register_mail(MailKind(telling_bidders.ANSWERED, say("answers about tenders that you bid for or follow")))
    register_kind(Kind(scenarios.SCENARIOS, _scenarios, stepwise=True))
    register_kind(Kind(PACK, _pack, stepwise=True, lease=LEASE))
    # Nobody can do without it: time to challenge an award runs from what they are told.
    register_mail(MailKind(OUTCOME_MAIL, say("the outcome of tenders you bid for"), essential=True))


def _tell(running: Running) -> Outcome:
    """A step for each organisation; begun again, it finds the earlier mails written. How many they are is not said."""
    at = running.clock()
    with as_tenant(MAINTENANCE):
        found = clarification_with(running.payload["clarification"])
        told = organisations_to_tell(found.procurement_id)
    for organisation in told:
        with running.step():
            telling_bidders.tell(
                clarification=found, organisation=organisation, on=timezone.localdate(at), at=at
            )
    return Outcome(say("Those who bid or follow the tender were told."))


def _import(running: Running) -> Outcome:
    """Begun again, it finds what was taken before unchanged, and completes it."""
    by = running.asked_by()
    name, content = running.input()
    try:
        total = how_many(content)
        taken = import_ocds(
            by=by,
            organisation=Organisation.objects.get(pk=by.organisation_id),
            content=content,
            name=name,
            at=running.clock(),
            progress=_told(running, total, say("releases")),
        )
    except NotOcds as refusal:
        raise GiveUp(str(refusal)) from refusal
    tally = taken.tally
    return Outcome(
        say(
            "{taken} releases were taken, {unchanged} were here already, {left_out} were left out.",
            taken=f"{tally.taken:,}",
            unchanged=f"{tally.unchanged:,}",
            left_out=f"{tally.left_out:,}",
        ),
        reverse("register_import", kwargs={"ref": taken.record.ref}),
    )


def _check(running: Running) -> Outcome:
    waiting = _waiting(running)
    try:
        total = len(table_of(waiting).rows)
        checked = check_sheet(waiting, progress=_told(running, total, say("rows")))
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    keep_check(by=running.asked_by(), waiting=waiting, checked=checked.as_stored(), at=running.clock())
    return Outcome(
        say("The rows are checked. Nothing is taken in yet."),
        reverse("check_sheet", kwargs={"ref": waiting.received_in.ref}),
    )


def _take(running: Running) -> Outcome:
    waiting = _waiting(running)
    try:
        total = len(table_of(waiting).rows)
        record = take_sheet(
            by=running.asked_by(),
            waiting=waiting,
            at=running.clock(),
            progress=_told(running, total, say("rows")),
        )
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    return Outcome(
        say(
            "{taken} rows were taken, {unchanged} were here already, {left_out} were left out.",
            taken=f"{record.taken:,}",
            unchanged=f"{record.unchanged:,}",
            left_out=f"{record.left_out:,}",
        ),
        reverse("register_import", kwargs={"ref": record.ref}),
    )


def _undo(running: Running) -> Outcome:
    record = _record(running)
    taken_out = undo(
        by=running.asked_by(),
        record=record,
        read=read_received,
        at=running.clock(),
        progress=_told(running, record.taken, say("rows or releases")),
    )
    return Outcome(
        say(
            "{gone} were taken out, {others} stay as another file holds them too, {in_use} stay in use.",
            gone=f"{taken_out.gone:,}",
            others=f"{taken_out.held_by_others:,}",
            in_use=f"{taken_out.in_use:,}",
        ),
        reverse("register_import", kwargs={"ref": record.ref}),
    )


def _told(running: Running, total: int, what: str) -> Callable[[int], None]:
    def tell(done: int) -> None:
        words = say("{done} of {total} {what}", done=f"{done:,}", total=f"{total:,}", what=what)
        running.progress(done, total, words)

    return tell


def _record(running: Running) -> RegisterImport:
    with as_tenant(running.tenant):
        record = register_import(owner=running.tenant, ref=running.payload["import"])
    if record is None:
        raise GiveUp(say("There is no such import any more."))
    return record


def _waiting(running: Running) -> WaitingSheet:
    with as_tenant(running.tenant):
        waiting = waiting_sheet(owner=running.tenant, ref=running.payload["import"])
    if waiting is None:
        raise GiveUp(say("The file does not wait any more: it was taken in or discarded."))
    return waiting


def _pack(running: Running) -> Outcome:
    """Begun again it makes another, as things stand then; a pack that was kept is kept."""
    by = running.asked_by()
    at = running.clock()
    with as_tenant(running.tenant):
        procurement = procurement_of(owner=by.organisation_id, ref=running.payload["procurement"])
        if procurement is None:
            raise GiveUp(say("The procurement is not there any more."))
        files = contents(procurement, progress=running.progress)
    made = make(
        files,
        about={
            "title": procurement.title,
            "procurement": procurement.ref,
            "organisation": procurement.owner.name,
            "made_by": by.name,
            "made_at": at.isoformat(),
        },
        key=signing_key(),
    )
    try:
        kept = evidence_packs.keep(
            by=by,
            procurement=procurement,
            packed=Packed(made.content, made.files, made.manifest_sha256, made.public_key),
            at=at,
        )
    except NotAccepted as refusal:
        raise GiveUp(str(refusal)) from refusal
    return Outcome(
        say("{files} files are packed and signed.", files=f"{kept.entries:,}"),
        reverse("evidence_packs", kwargs={"ref": procurement.ref}),
    )


def _scenarios(running: Running) -> Outcome:
    """Begun again, it counts from the beginning: it reads and keeps one row at the end."""
    by = running.asked_by()
    with as_tenant(running.tenant):
        kept = scenarios.count(
            by=by,
            asked=scenarios.read(running.payload),
            at=running.clock(),
            progress=lambda done, total: running.progress(
                done, total, say("{done} of {total} counted", done=f"{done:,}", total=f"{total:,}")
            ),
        )
    return Outcome(
        say("{number} were counted.", number=f"{kept.procurements + kept.entries:,}"),
        reverse("scenario_run", kwargs={"ref": kept.ref}),
    )
