"""Jobs as pages and the command line show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fourfold.ground.jobs.tables import Job, JobReport, JobState, Queued
from fourfold.ground.kernel.said import begun_small, say
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """A job and how it stands. `state_text` says "waiting", "under way", "trying again" where the table says waiting.

    `done`, `total` and `words` are those of the worker while there is one, else what came of it.
    """

    job: Job
    state_text: str
    done: int = 0
    total: int | None = None
    words: str = ""
    attempts: int = 0
    due_at: datetime | None = None

    @property
    def over(self) -> bool:
        return self.job.state != JobState.WAITING


def jobs_seen_by(by: Actor) -> QuerySet[Job]:
    """The latest first: what they asked for themselves and, for an administrator, everything of their organisation."""
    mine = Q(person_id=by.person_id, organisation_id=by.organisation_id)
    seen = mine | Q(owner_id=by.organisation_id) if by.has(Role.ADMINISTRATOR) else mine
    return Job.objects.filter(seen).select_related("person")


def job_seen_by(by: Actor, ref: str) -> Job | None:
    return jobs_seen_by(by).filter(ref=ref).first()


def reports_of(by: Actor, *, kind: str, ref: str) -> tuple[Job, dict[str, Any]] | None:
    """A job of that kind which they may see, with what it has reported so far. Two queries."""
    job = jobs_seen_by(by).filter(kind=kind, ref=ref).first()
    if job is None:
        return None
    kept = JobReport.objects.filter(job=job).first()
    return job, {} if kept is None else kept.content


def jobs_of_everyone(*, state: str = "", organisation: int | None = None) -> QuerySet[Job]:
    """For the command line, as maintenance."""
    found = Job.objects.select_related("owner")
    if state:
        found = found.filter(state=state)
    return found if organisation is None else found.filter(owner_id=organisation)


def standing_of(jobs: list[Job], *, at: datetime) -> list[Standing]:
    """How each stands. One query, whatever their number."""
    queued = Queued.objects.in_bulk([job.pk for job in jobs if job.state == JobState.WAITING])
    return [_standing(job, queued.get(job.pk), at) for job in jobs]


def _standing(job: Job, queued: Queued | None, at: datetime) -> Standing:
    if queued is None:
        return Standing(job, begun_small(job.get_state_display()), words=job.words, attempts=job.attempts)
    under_way = bool(queued.ticket) and queued.until is not None and queued.until > at
    if job.cancel_asked_at is not None:
        text = say("being cancelled")
    elif under_way:
        text = say("under way")
    else:
        text = say("trying again") if queued.attempts else say("waiting")
    return Standing(
        job,
        text,
        queued.done,
        queued.total,
        queued.words,
        queued.attempts,
        None if under_way else queued.due_at,
    )
