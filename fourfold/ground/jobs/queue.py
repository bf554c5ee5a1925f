"""The workers' side of the queue: taking a job, keeping it, and saying what became of it.

A lease says for how long a worker may be silent; a ticket says whose the job is. Time decides only when a job may be taken
over, never who may write: so a clock that jumps makes work be done again at worst, and what is done again is not kept twice.
"""

from __future__ import annotations

import random
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F, Q

from fourfold.ground.jobs.kinds import Kind, Outcome, kind_named
from fourfold.ground.jobs.tables import Job, JobInput, JobState, Queued
from fourfold.ground.kernel.backoff import wait_after
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

# Clocks of several machines differ by less; a moment further in the future was written before a clock was put back.
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
_MOST_WORDS: Final = 500
_MOST_DETAIL: Final = 4_000
_chance = random.SystemRandom()


class LeaseLost(Exception):
    """Another worker has this job, or it is over. Nothing more may be written for it here."""


class CancelAsked(Exception):
    """Somebody asked for the job to be cancelled."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in the hands of one worker. `attempt` counts this one, the first is 1."""

    job: Job
    kind: Kind
    ticket: str
    attempt: int


def free(at: datetime) -> QuerySet[Queued]:
    """What can be taken at that moment: due, and held by nobody or by one whose lease has run out."""
    ahead = at + CLOCKS_DIFFER_BY
    due = Q(due_at=None) | Q(due_at__lte=at) | Q(waits_since__gt=ahead)
    held = Q(ticket="") | Q(until__lte=at) | Q(taken_at__gt=ahead)
    return Queued.objects.filter(due, held)


def take(*, worker: str, at: datetime) -> Taken | None:
    """The job that has waited longest, for `worker` alone; None where there is none.

    A job of an unknown kind, and one that has ended its worker as often as it may be tried, is failed on the way.
    """
    while free(at).exists():
        with _maintaining(say("Looked after the queue")):
            # Workers pass over what another is just taking; on the embedded database the transaction itself is the lock.
            rows = free(at).select_for_update(skip_locked=True, of=("self",))
            queued = rows.order_by(F("due_at").asc(nulls_first=True), "pk").first()
            if queued is None:
                return None
            job = Job.objects.get(pk=queued.pk)
            kind = kind_named(job.kind)
            if kind is None:
                _over(
                    job,
                    queued,
                    JobState.FAILED,
                    say("This version of Fourfold cannot do “{kind}”.", kind=job.kind),
                    at,
                )
                continue
            if queued.attempts >= kind.retries.most_attempts:
                words = say(
                    "It was begun {attempts} times, and each time its worker ended before it did.",
                    attempts=queued.attempts,
                )
                _over(job, queued, JobState.FAILED, words, at)
                continue
            if queued.ticket and job.cancel_asked_at is not None:
                _over(job, queued, JobState.CANCELLED, "", at)
                continue
            queued.ticket, queued.worker = secrets.token_hex(16), worker[:80]
            queued.taken_at, queued.until = at, at + kind.lease
            queued.waits_since = queued.due_at = None
            queued.attempts += 1
            queued.save()
            return Taken(job, kind, queued.ticket, queued.attempts)
    return None


def hold(taken: Taken) -> Queued:
    """Locks the job's place in the queue to the end of the transaction. Raises LeaseLost where it is another's."""
    held = Queued.objects.select_for_update(of=("self",)).filter(pk=taken.job.pk, ticket=taken.ticket).first()
    if held is None:
        raise LeaseLost
    return held


def move(taken: Taken, *, done: int, total: int | None, words: str, at: datetime) -> None:
    """Writes down how far it is and begins the lease anew. Raises LeaseLost, or CancelAsked."""
    moved = Queued.objects.filter(pk=taken.job.pk, ticket=taken.ticket).update(
        done=done, total=total, words=words[:200], moved_at=at, taken_at=at, until=at + taken.kind.lease
    )
    if not moved:
        raise LeaseLost
    with as_tenant(MAINTENANCE):
        if not Job.objects.filter(pk=taken.job.pk, cancel_asked_at=None).exists():
            raise CancelAsked


def finish(taken: Taken, outcome: Outcome, *, at: datetime) -> None:
    """Within the transaction of what was done, and declared as it: both are kept or neither.

    Raises LeaseLost, or CancelAsked where that was asked for in the meantime; the caller's transaction then goes back.
    """
    if outcome.link and not outcome.link.startswith("/"):
        message = "The link of an outcome leads to a page of this site."
        raise ValueError(message)
    queued = hold(taken)
    done = Job.objects.filter(pk=taken.job.pk, state=JobState.WAITING, cancel_asked_at=None).update(
        state=JobState.DONE,
        finished_at=at,
        attempts=taken.attempt,
        words=outcome.words[:_MOST_WORDS],
        link=outcome.link,
    )
    if not done:
        raise CancelAsked
    JobInput.objects.filter(job=taken.job).delete()
    queued.delete()


def fail(taken: Taken, *, words: str, detail: str = "", again: bool, at: datetime) -> bool:
    """Puts the job back for another try, where `again` and one is left; else it is failed. Says whether it will be tried."""
    with _maintaining(say("{title}: failed", title=taken.job.title)):
        queued = hold(taken)
        wait = wait_after(taken.attempt, taken.kind.retries, chance=_chance.random()) if again else None
        job = Job.objects.get(pk=taken.job.pk)
        if job.cancel_asked_at is not None:
            _over(job, queued, JobState.CANCELLED, "", at)
            return False
        if wait is None:
            job.detail = detail[:_MOST_DETAIL]
            _over(job, queued, JobState.FAILED, words, at)
            return False
        _let_go(queued, words)
        queued.waits_since, queued.due_at = at, at + wait
        queued.save()
    return True


def put_back(taken: Taken) -> None:
    """The worker has to end: another one goes on at once, and the attempt does not count."""
    with transaction.atomic():
        queued = hold(taken)
        _let_go(queued, queued.words)
        queued.attempts = max(queued.attempts - 1, 0)
        queued.save()


def cancelled(taken: Taken, *, at: datetime) -> None:
    with _maintaining(say("{title}: cancelled", title=taken.job.title)):
        queued = hold(taken)
        _over(Job.objects.get(pk=taken.job.pk), queued, JobState.CANCELLED, "", at)


def _let_go(queued: Queued, words: str) -> None:
    queued.ticket = queued.worker = ""
    queued.taken_at = queued.until = None
    queued.words = words[:200]


def _over(job: Job, queued: Queued, state: JobState, words: str, at: datetime) -> None:
    job.state, job.finished_at, job.attempts = state, at, queued.attempts
    if state == JobState.CANCELLED and queued.done:
        done = f"{queued.done:,}"
        words = (
            say("It was stopped after {done}.", done=done)
            if queued.total is None
            else say("It was stopped after {done} of {total}.", done=done, total=f"{queued.total:,}")
        )
    job.words = words[:_MOST_WORDS]
    job.save(update_fields=["state", "finished_at", "attempts", "words", "detail"])
    if state == JobState.CANCELLED:
        JobInput.objects.filter(job=job).delete()
    queued.delete()


@contextmanager
def _maintaining(reason: str) -> Iterator[None]:
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=reason),
        as_tenant(MAINTENANCE),
    ):
        yield
