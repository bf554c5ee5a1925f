"""Long work of this storey: a list of contacts that is checked, one that is taken in, and invitations that are written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.tracker.actions import invitations
from fourfold.tracker.actions.frame_lists import CHECK, TAKE, keep_check
from fourfold.tracker.exchange.frame_list.taking import check_list, take_list
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.frame_lists import waiting_list
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.invitations import MAIL, mailing_of

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running
    from fourfold.tracker.models import Mailing, WaitingList

# Comparing every name with the directory comes before the first row is told.
LEASE: Final = timedelta(minutes=5)
# Letters of one transaction.
A_FEW: Final = 25


def register() -> None:
    register_kind(Kind(CHECK, _check, stepwise=True, lease=LEASE))
    register_kind(Kind(TAKE, _take, stepwise=True, lease=LEASE))
    register_kind(Kind(invitations.SEND, _invite, stepwise=True, lease=LEASE))
    # Who gets them has no account and chooses by the link that stands in each.
    register_mail(MailKind(MAIL, say("invitations to a survey"), essential=True))


def _check(running: Running) -> Outcome:
    waiting = _waiting(running)
    try:
        checked = check_list(waiting)
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    keep_check(by=running.asked_by(), waiting=waiting, checked=checked.as_stored(), at=running.clock())
    return Outcome(
        say("The rows are checked. Nothing is taken in yet."),
        reverse("check_frame_list", kwargs={"ref": waiting.frame_list.ref}),
    )


def _take(running: Running) -> Outcome:
    """Begun again, it finds who was taken before, and completes it."""
    waiting = _waiting(running)

    def told(done: int, total: int) -> None:
        running.progress(done, total, say("{done} of {total} contacts", done=f"{done:,}", total=f"{total:,}"))

    try:
        record = take_list(by=running.asked_by(), waiting=waiting, at=running.clock(), progress=told)
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    return Outcome(
        say(
            "{rows} rows were read, {left_out} of them left out.",
            rows=f"{record.rows:,}",
            left_out=f"{len(record.left_out):,}",
        ),
        reverse("frame_list", kwargs={"ref": record.ref}),
    )


def _invite(running: Running) -> Outcome:
    """Begun again, it writes to those who were not written to. What the field's closing cuts off stays unwritten."""
    by = running.asked_by()
    mailing = _mailing(running)
    with as_tenant(running.tenant):
        version = latest_instrument(mailing.wave)
    if version is None:
        raise GiveUp(say("The wave has no questionnaire."))
    instrument = instrument_of(version)
    stopped = ""
    while True:
        now = running.clock()
        try:
            written = invitations.write_few(
                by=by,
                mailing=mailing,
                instrument=instrument,
                few=A_FEW,
                on=timezone.localdate(now),
                at=now,
            )
        except NotAllowed as refusal:
            stopped = str(refusal)
            break
        mailing = _mailing(running)
        words = say("{done} of {most} letters", done=f"{mailing.letters:,}", most=f"{mailing.most:,}")
        running.progress(mailing.letters, mailing.most, words)
        if not written:
            break
    invitations.finish(by=by, mailing=mailing, at=running.clock())
    link = reverse("wave_invitations", kwargs={"ref": mailing.wave.ref})
    done = say("Letters written: {letters}.", letters=f"{mailing.letters:,}")
    return Outcome(side_by_side(filter(None, (done, stopped))), link)


def _mailing(running: Running) -> Mailing:
    with as_tenant(running.tenant):
        mailing = mailing_of(owner=running.tenant, ref=running.payload["mailing"])
    if mailing is None:
        raise GiveUp(say("There is no such batch."))
    return mailing


def _waiting(running: Running) -> WaitingList:
    with as_tenant(running.tenant):
        waiting = waiting_list(owner=running.tenant, ref=running.payload["list"])
    if waiting is None:
        raise GiveUp(say("The list does not wait any more: it was taken in or discarded."))
    return waiting
