"""The work of this storey that takes longer than a page may: a large register taken in, the evidence of a procedure packed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import evidence_packs
from fourfold.integrate.actions.evidence_packs import PACK, Packed
from fourfold.integrate.actions.outcome import OUTCOME_MAIL
from fourfold.integrate.actions.register import IMPORT
from fourfold.integrate.exchange.evidence_pack.archive import make
from fourfold.integrate.exchange.evidence_pack.contents import contents
from fourfold.integrate.exchange.evidence_pack.key import signing_key
from fourfold.integrate.exchange.ocds_import import NotOcds, how_many, import_ocds
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running


def register() -> None:
    # Reading a large file from its beginning takes half a minute before the first step is told.
    register_kind(Kind(IMPORT, _import, stepwise=True, lease=timedelta(minutes=5)))
    register_kind(Kind(PACK, _pack, stepwise=True, lease=timedelta(minutes=5)))
    # Nobody can do without it: time to challenge an award runs from what they are told.
    register_mail(MailKind(OUTCOME_MAIL, say("the outcome of tenders you bid for"), essential=True))


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
            progress=lambda done: running.progress(
                done, total, say("{done} of {total} releases", done=f"{done:,}", total=f"{total:,}")
            ),
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
