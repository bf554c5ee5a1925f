"""The regular work of this storey: leads are reminded before the review of their policy is due, and when it is overdue; and
priorities are counted for comparison with peers.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.define.actions import consultation, peers, review_reminders
from fourfold.define.queries.policies import standing_versions
from fourfold.ground.jobs.kinds import Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.mail.kinds import MailKind
from fourfold.ground.mail.kinds import register as register_mail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

REMIND: Final = "define.remind"
COUNT_PEERS: Final = "define.count_peers"


def register() -> None:
    register_mail(
        MailKind(consultation.INVITATION, say("requests to comment on, or put your name to, a policy"))
    )
    register_mail(MailKind(review_reminders.REVIEW, say("reminders that the review of your policy is due")))
    register_kind(Kind(REMIND, _remind, stepwise=True))
    register_kind(Kind(COUNT_PEERS, _count_peers))
    timetable(Line(COUNT_PEERS, say("Count priorities for comparison"), Daily(at=time(3, 40))))
    timetable(Line(REMIND, say("Remind leads of reviews"), Daily(at=time(7, 15))))


def _count_peers(running: Running) -> Outcome:
    groups = peers.count(on=timezone.localdate(running.clock()))
    return Outcome(say("{count} groups can be compared with.", count=f"{groups:,}"))


def _remind(running: Running) -> Outcome:
    """A step for each policy in force; begun again, it finds the earlier mails written."""
    at = running.clock()
    with as_tenant(MAINTENANCE):
        standing = list(standing_versions())
    written = 0
    for number, (version, owner) in enumerate(standing, start=1):
        with running.step():
            written += review_reminders.remind(version=version, owner=owner, on=timezone.localdate(at), at=at)
        running.progress(number, len(standing))
    return Outcome(say("{count} reminders written.", count=f"{written:,}"))
