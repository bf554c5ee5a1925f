"""The regular work of this storey, recipients reminded every day; and what takes longer than a page may: large lists."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.partner.actions import asking, directory_lists
from fourfold.partner.exchange.directory.taking import plan_of, take_list
from fourfold.partner.models import DirectoryList, ListState
from fourfold.partner.queries.deliveries import waiting_for_an_answer
from fourfold.partner.queries.directory_lists import list_with
from fourfold.partner.rules.reminding import Next

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

REMIND: Final = "partner.remind"
# Comparing the names of ten thousand bodies takes minutes.
LEASE: Final = timedelta(minutes=15)


def register() -> None:
    register_mail(MailKind(asking.ASK_TO_CONFIRM, say("requests to confirm that you received a delivery")))
    register_kind(Kind(REMIND, _remind, stepwise=True))
    register_kind(Kind(directory_lists.CHECK, _check_list, stepwise=True, lease=LEASE))
    register_kind(Kind(directory_lists.TAKE, _take_list, stepwise=True, lease=LEASE))
    timetable(Line(REMIND, say("Remind recipients of deliveries"), Daily(at=time(7))))


def _remind(running: Running) -> Outcome:
    """A step for each; begun again, it finds the earlier ones done."""
    at = running.clock()
    with as_tenant(MAINTENANCE):
        waiting = waiting_for_an_answer()
    count = dict.fromkeys(Next, 0)
    for number, (confirmation, owner) in enumerate(waiting, start=1):
        with running.step():
            step = asking.remind(confirmation=confirmation, owner=owner, on=timezone.localdate(at), at=at)
        count[step] += 1
        running.progress(number, len(waiting))
    return Outcome(
        say(
            "{count} reminded, {unanswered} now unanswered, {waiting} left to wait.",
            count=f"{count[Next.REMIND]:,}",
            unanswered=f"{count[Next.GIVE_UP]:,}",
            waiting=f"{count[Next.WAIT]:,}",
        )
    )


def _check_list(running: Running) -> Outcome:
    kept = _waiting_list(running)
    try:
        checked = plan_of(kept).as_stored()
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    directory_lists.keep_check(by=running.asked_by(), kept=kept, checked=checked)
    return Outcome(
        say("The rows are checked. Nothing is taken in yet."), reverse("check_list", kwargs={"ref": kept.ref})
    )


def _take_list(running: Running) -> Outcome:
    kept = _waiting_list(running)
    try:
        taken = take_list(
            by=running.asked_by(),
            waiting=kept,
            shown=bool(running.payload["shown"]),
            on=timezone.localdate(running.clock()),
        )
    except NotReadable as strange:
        raise GiveUp(str(strange)) from strange
    return Outcome(say("The list is in the directory."), reverse("directory_list", kwargs={"ref": taken.ref}))


def _waiting_list(running: Running) -> DirectoryList:
    with as_tenant(running.tenant):
        kept = list_with(owner=running.tenant, ref=running.payload["list"])
    if kept is None or kept.state != ListState.UPLOADED:
        raise GiveUp(say("The list does not wait any more: it was taken in or discarded."))
    return kept
