"""The installation's own regular work: chaining the trail, and forgetting jobs and sessions that nobody asks about any more."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Max

from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily, Every
from fourfold.ground.people.tables import SignIn
from fourfold.ground.trail import chain
from fourfold.ground.trail.tables import TrailEntry, TrailLink

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

CHAIN = "ground.chain_trail"
FORGET = "ground.forget_jobs"
FORGET_SIGN_INS = "ground.forget_sign_ins"
_AT_ONCE = 500


def connect() -> None:
    register(Kind(CHAIN, _chain, stepwise=True, lease=timedelta(minutes=15)))
    register(Kind(FORGET, _forget, stepwise=True))
    register(Kind(FORGET_SIGN_INS, _forget_sign_ins, stepwise=True))
    timetable(Line(FORGET_SIGN_INS, say("Forget sessions that are long over"), Daily(at=time(3, 20))))
    timetable(Line(CHAIN, say("Chain the trail of changes"), Every(minutes=10), _anything_to_chain))
    timetable(Line(FORGET, say("Forget jobs that are long over"), Daily(at=time(3, 10))))


def _anything_to_chain() -> bool:
    """Besides what chaining itself leaves in the trail, or it would find something to do for ever."""
    chained = TrailLink.objects.aggregate(last=Max("entry"))["last"] or 0
    return TrailEntry.objects.filter(pk__gt=chained).exclude(table=Job._meta.db_table, owner=None).exists()


def _chain(_: Running) -> Outcome:
    """Chaining takes its own transactions and is safe to run twice at once."""
    return Outcome(say("{chain_all} changes were chained.", chain_all=f"{chain.chain_all():,}"))


def _forget(running: Running) -> Outcome:
    """Those that are over since JOBS_KEPT_DAYS. Failed ones wait for a person and stay."""
    before = running.clock() - timedelta(days=settings.JOBS_KEPT_DAYS)
    forgotten = 0
    while True:
        with running.step():
            over = Job.objects.exclude(state__in=(JobState.WAITING, JobState.FAILED)).filter(
                finished_at__lt=before
            )
            few = list(over.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
            Job.objects.filter(pk__in=few).delete()
        forgotten += len(few)
        running.progress(forgotten)
        if len(few) < _AT_ONCE:
            return Outcome(say("{forgotten} jobs were forgotten.", forgotten=f"{forgotten:,}"))


def _forget_sign_ins(running: Running) -> Outcome:
    """Sessions that can no longer be used; and, SIGN_INS_KEPT_DAYS after it began, that there was one."""
    now = running.clock()
    with running.step():
        Session.objects.filter(expire_date__lt=now).delete()
    forgotten = 0
    while True:
        with running.step():
            old = SignIn.objects.filter(began_at__lt=now - timedelta(days=settings.SIGN_INS_KEPT_DAYS))
            few = list(old.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
            SignIn.objects.filter(pk__in=few).delete()
        forgotten += len(few)
        running.progress(forgotten)
        if len(few) < _AT_ONCE:
            return Outcome(say("{forgotten} sessions were forgotten.", forgotten=f"{forgotten:,}"))
