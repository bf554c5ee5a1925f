"""Regular work with mail: emptying old ones, and sending the heads of the trail to somewhere outside of this database."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.ground.trail import chain, verify

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

ERASE = "ground.erase_mail"
HEADS = "ground.send_heads"
HEADS_MAIL = "ground.heads"
_AT_ONCE = 500
_KEEP_IT = say(
    "Keep it where nobody who runs the database can change it. Checked against it, the trail shows whether anything "
    "older was changed, cut off or built anew: fourfold audit verify --head FILE"
)


def connect() -> None:
    kinds.register(kinds.MailKind(HEADS_MAIL, say("the daily heads of the trail"), essential=True))
    register(Kind(ERASE, _erase, stepwise=True))
    register(Kind(HEADS, _heads, stepwise=True, lease=timedelta(minutes=15)))
    timetable(Line(ERASE, say("Empty mails that were sent long ago"), Daily(at=time(3, 30))))
    timetable(
        Line(
            HEADS,
            say("Send the heads of the trail outside"),
            Daily(at=time(6)),
            lambda: bool(settings.HEADS_ADDRESS),
        )
    )


def _erase(running: Running) -> Outcome:
    """Address and text go, MAIL_KEPT_DAYS after a mail was sent or withdrawn; that there was one stays."""
    before = running.clock() - timedelta(days=settings.MAIL_KEPT_DAYS)
    erased = 0
    while True:
        with running.step():
            over = OutboxMail.objects.filter(
                state__in=(MailState.SENT, MailState.WITHDRAWN), over_at__lt=before, erased_at=None
            )
            few = list(over.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
            OutboxMail.objects.filter(pk__in=few).update(
                address="", subject="", text="", html="", attachment="", erased_at=running.clock()
            )
        erased += len(few)
        running.progress(erased)
        if len(few) < _AT_ONCE:
            return Outcome(say("{erased} mails were emptied.", erased=f"{erased:,}"))


def _heads(running: Running) -> Outcome:
    """Chained up to now, so that what is sent holds the whole of the trail."""
    if not settings.HEADS_ADDRESS:
        return Outcome(say("No address is set, so nothing was sent."))
    chain.chain_all()
    at = running.clock()
    heads = verify.heads()
    letter = Letter(
        subject=say("Heads of the trail, {at}", at=f"{at:%d.%m.%Y}"),
        paragraphs=(
            say(
                "The attached file holds the last link of each of {number} chains of the trail of changes.",
                number=f"{len(heads):,}",
            ),
            _KEEP_IT,
        ),
        attachment=(
            f"heads-{at:%Y-%m-%d}.json",
            json.dumps([asdict(head) for head in heads], indent=2) + "\n",
        ),
    )
    with running.step():
        post(
            kind=HEADS_MAIL,
            letter=letter,
            to=settings.HEADS_ADDRESS,
            owner=None,
            key=running.taken.job.ref,
            at=at,
        )
    return Outcome(say("{number} heads were sent.", number=f"{len(heads):,}"))
