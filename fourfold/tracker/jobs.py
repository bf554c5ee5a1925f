"""Long work of this storey: a list of contacts that is checked, and one that is taken in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.actions.frame_lists import CHECK, TAKE, keep_check
from fourfold.tracker.exchange.frame_list.taking import check_list, take_list
from fourfold.tracker.queries.frame_lists import waiting_list

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running
    from fourfold.tracker.models import WaitingList

# Comparing every name with the directory comes before the first row is told.
LEASE: Final = timedelta(minutes=5)


def register() -> None:
    register_kind(Kind(CHECK, _check, stepwise=True, lease=LEASE))
    register_kind(Kind(TAKE, _take, stepwise=True, lease=LEASE))


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


def _waiting(running: Running) -> WaitingList:
    with as_tenant(running.tenant):
        waiting = waiting_list(owner=running.tenant, ref=running.payload["list"])
    if waiting is None:
        raise GiveUp(say("The list does not wait any more: it was taken in or discarded."))
    return waiting
