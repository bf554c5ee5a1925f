"""A worker: takes one job after the other, carries each out as whom it acts for, and ends when it is asked to."""

from __future__ import annotations

import logging
import os
import socket
import time
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from fourfold.ground.jobs import queue, schedule
from fourfold.ground.jobs.kinds import GiveUp, TryAgain
from fourfold.ground.jobs.queue import CancelAsked, LeaseLost
from fourfold.ground.jobs.running import Running, Stopping
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import actor_for, person_with
from fourfold.ground.trail.declaration import declared, within_request

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fourfold.ground.jobs.queue import Taken
    from fourfold.ground.people.actor import Actor

logger = logging.getLogger("fourfold.jobs")

# How often the timetable is looked at, in seconds.
_TIMETABLE_EVERY: Final = 5.0
_FRAMES_KEPT: Final = 12


@dataclass(frozen=True, slots=True)
class Worker:
    """`name` is shown to whoever looks after the queue. `stopping` is asked between jobs, and between steps of one."""

    name: str
    clock: Callable[[], datetime] = timezone.now
    stopping: Callable[[], bool] = lambda: False


def named_after_process() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def work(worker: Worker, *, poll: float, until_idle: bool) -> int:
    """Works until `worker.stopping()`, or with `until_idle` until nothing is due. Says how many jobs it carried out.

    A database that goes away is waited for. `poll` is the time in seconds between two looks at an empty queue.
    """
    carried_out, looked_at_timetable = 0, float("-inf")
    while not worker.stopping():
        try:
            close_old_connections()
            if time.monotonic() - looked_at_timetable >= _TIMETABLE_EVERY:
                schedule.tick(at=worker.clock())
                looked_at_timetable = time.monotonic()
            if run_next(worker):
                carried_out += 1
                continue
            if until_idle:
                break
        except (OperationalError, InterfaceError) as lost:
            logger.warning("The database does not answer (%s); waiting for it.", type(lost).__name__)
            connection.close()
            if until_idle:
                raise
        _sleep(poll, worker)
    return carried_out


def run_next(worker: Worker) -> bool:
    """Takes the job that is due and carries it out, whatever becomes of it. False where none is due."""
    taken = queue.take(worker=worker.name, at=worker.clock())
    if taken is None:
        return False
    try:
        _settle(taken, worker)
    except LeaseLost:
        # Whoever took it over says what became of it; here everything was rolled back.
        logger.warning("Job %s was taken over by another worker.", taken.job.ref)
    return True


def _settle(taken: Taken, worker: Worker) -> None:
    try:
        _carry_out(taken, worker)
    except Stopping:
        queue.put_back(taken)
    except CancelAsked:
        queue.cancelled(taken, at=worker.clock())
    except LeaseLost:
        raise
    except (GiveUp, Refused, NotAllowed) as refusal:
        queue.fail(taken, words=str(refusal), again=False, at=worker.clock())
    except TryAgain as meanwhile:
        queue.fail(taken, words=str(meanwhile), again=True, at=worker.clock())
    except Exception as broken:  # noqa: BLE001  (whatever breaks a job must not break the worker)
        words = say(
            "It broke off with an unexpected error ({error}). Nothing of this try was kept.",
            error=type(broken).__name__,
        )
        if taken.kind.stepwise:
            words = say(
                "It broke off with an unexpected error ({error}). What was done before stays.",
                error=type(broken).__name__,
            )
        again = queue.fail(taken, words=words, detail=_detail(broken), again=True, at=worker.clock())
        logger.warning(
            "Job %s (%s) broke off at attempt %s with %s; %s.",
            taken.job.ref,
            taken.job.kind,
            taken.attempt,
            type(broken).__name__,
            "it will be tried again" if again else "it has failed",
        )


def _carry_out(taken: Taken, worker: Worker) -> None:
    job = taken.job
    running = Running(taken, _actor(taken, worker.clock()), worker.clock, worker.stopping)
    with ExitStack() as within:
        # The trail names the job where it names the request of a page.
        within.enter_context(within_request(job.ref))
        if taken.kind.stepwise:
            outcome = taken.kind.run(running)
            with running.step():
                queue.finish(taken, outcome, at=worker.clock())
            return
        within.enter_context(transaction.atomic())
        within.enter_context(
            declared(person=job.person_id, organisation=job.organisation_id, reason=job.title)
        )
        within.enter_context(as_tenant(running.tenant))
        outcome = taken.kind.run(running)
        queue.finish(taken, outcome, at=worker.clock())


def _actor(taken: Taken, at: datetime) -> Actor | None:
    """Who asked, with the roles of today. Raises NotAllowed where they hold none there any more."""
    job = taken.job
    if job.person_id is None or job.organisation_id is None:
        return None
    person = person_with(key=job.person_id)
    organisation = Organisation.objects.get(pk=job.organisation_id)
    actor = actor_for(person=person, organisation=organisation, on=timezone.localdate(at))
    if actor is None:
        raise NotAllowed(
            say(
                "{name} has no role at {organisation_name} any more, so it was not done.",
                name=person.name,
                organisation_name=organisation.name,
            )
        )
    return actor


def _detail(broken: Exception) -> str:
    """What broke and where, without the values: they may be anyone's."""
    frames = traceback.extract_tb(broken.__traceback__)[-_FRAMES_KEPT:]
    lines = [
        say("{filename}:{lineno} in {name}", filename=frame.filename, lineno=frame.lineno, name=frame.name)
        for frame in frames
    ]
    return "\n".join([f"{type(broken).__module__}.{type(broken).__qualname__}", *lines])


def _sleep(seconds: float, worker: Worker) -> None:
    """In short pieces, so that a worker that is asked to end does not sleep on."""
    end = time.monotonic() + seconds
    while not worker.stopping() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, 0.2))
