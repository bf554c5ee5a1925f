"""The regular work of this storey: recipients who have not answered are reminded, every day."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.ground.jobs.kinds import Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.partner.actions import asking
from fourfold.partner.queries.deliveries import waiting_for_an_answer
from fourfold.partner.rules.reminding import Next

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

REMIND: Final = "partner.remind"


def register() -> None:
    register_mail(MailKind(asking.ASK_TO_CONFIRM, say("requests to confirm that you received a delivery")))
    register_kind(Kind(REMIND, _remind, stepwise=True))
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
