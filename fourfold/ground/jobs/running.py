"""What a job that is being carried out knows and may do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fourfold.ground.jobs import queue
from fourfold.ground.jobs.tables import JobInput, JobReport
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from fourfold.ground.jobs.queue import Taken
    from fourfold.ground.people.actor import Actor


class Stopping(Exception):
    """The worker has been asked to end: the job goes back to the queue as it is, and no attempt is counted."""


@dataclass(frozen=True, slots=True)
class Running:
    """`by` is who asked, with the roles held today; None for work that nobody in particular asked for.

    `tenant` is the organisation whose rows it reads and writes, or maintenance.
    """

    taken: Taken
    by: Actor | None
    clock: Callable[[], datetime]
    stopping: Callable[[], bool]

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = self.taken.job.payload
        return payload

    @property
    def tenant(self) -> int:
        owner = self.taken.job.owner_id
        return MAINTENANCE if owner is None else owner

    def asked_by(self) -> Actor:
        """Who asked, for an action's `by`. Raises NotAllowed for a job without a person."""
        if self.by is None:
            raise NotAllowed(say("Nobody asked for this in their own name, so it was not done."))
        return self.by

    def input(self) -> tuple[str, bytes]:
        """The name and the content of the file that came with the job."""
        with as_tenant(self.tenant):
            kept = JobInput.objects.get(job=self.taken.job)
            return kept.name, bytes(kept.content)

    def reported(self) -> dict[str, Any]:
        """What an earlier try has kept with `report`, or nothing."""
        with as_tenant(self.tenant):
            kept = JobReport.objects.filter(job=self.taken.job).first()
        return {} if kept is None else kept.content

    def report(self, content: dict[str, Any]) -> None:
        """Within a step: who asked can read it, while the job is under way too; it takes the place of an earlier one."""
        job = self.taken.job
        JobReport.objects.update_or_create(
            job=job, defaults={"owner_id": job.owner_id, "root": job.root, "content": content}
        )

    @contextmanager
    def step(self, reason: str = "") -> Iterator[None]:
        """One transaction of a stepwise job, as its tenant and declared as its actor.

        Refused with LeaseLost where another worker has taken the job over, so that no step is done by two.
        """
        job = self.taken.job
        with (
            transaction.atomic(),
            declared(person=job.person_id, organisation=job.organisation_id, reason=reason or job.title),
            as_tenant(self.tenant),
        ):
            queue.hold(self.taken)
            yield

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Shows how far a stepwise job is, and keeps the lease; `total` is None while it is not known.

        Raises CancelAsked where somebody wants it to end, and Stopping where the worker has to.
        """
        if not self.taken.kind.stepwise:
            message = "What is one transaction shows no progress: nobody could see it before the end."
            raise RuntimeError(message)
        queue.move(self.taken, done=done, total=total, words=words, at=self.clock())
        if self.stopping():
            raise Stopping
