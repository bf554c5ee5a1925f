"""Jobs to test with, and what stands of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.tables import Job
from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared
from tests.ground.jobs.kinds import WHOLE

if TYPE_CHECKING:
    import pytest

    from fourfold.ground.people.actor import Actor

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    """Shows what it is set to."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def a_job(
    kind: str = WHOLE, *, owner: int | None = None, by: Actor | None = None, key: str = "", **payload: Any
) -> Job:
    with declared(person=by.person_id if by else None, organisation=owner, reason="For a test"):
        return enqueue(
            kind=kind,
            title="A test",
            owner=owner,
            by=by,
            key=key,
            payload={"name": "Left", **payload},
            at=NOON,
        )


def stands(job: Job) -> Job:
    with as_tenant(MAINTENANCE):
        return Job.objects.get(pk=job.pk)


def work_off(clock: Clock) -> int:
    """Works until nothing is due and says how many were taken."""
    worker, taken = Worker("a test", clock=clock), 0
    while run_next(worker):
        taken += 1
    return taken


def keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that starts a whole worker: the test's own connection holds its transaction and must outlive it."""
    monkeypatch.setattr("fourfold.ground.jobs.work.connection.close", lambda: None)
    monkeypatch.setattr("fourfold.ground.jobs.work.close_old_connections", lambda: None)
