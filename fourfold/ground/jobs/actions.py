"""Asking for work, and what people do about it afterwards: cancel it, try it again, let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from fourfold.ground.jobs.kinds import kind_named
from fourfold.ground.jobs.tables import VALID_TRANSITIONS, Job, JobInput, JobState, Queued
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def enqueue(
    *,
    kind: str,
    title: str,
    owner: int | None,
    by: Actor | None = None,
    payload: Mapping[str, Any] | None = None,
    key: str = "",
    file: tuple[str, bytes] | None = None,
    at: datetime | None = None,
) -> Job:
    """Asks for work within the caller's declared change: should that be rolled back, there is no job.

    `owner` is the organisation whose rows it is about, or None for the installation's own; the caller has checked that `by`
    may. With a `key`, asking again for work of that kind and owner returns the job that was made the first time, as long as
    it is remembered. `file` is a name and a content that the job will read. Raises LookupError for an unknown kind.
    """
    if kind_named(kind) is None:
        message = f"No kind of job is named {kind!r}."
        raise LookupError(message)
    with transaction.atomic(), as_tenant(MAINTENANCE if owner is None else owner):
        known = Job.objects.filter(kind=kind, key=key, owner_id=owner).first() if key else None
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return _enter(kind, title, owner, by, payload or {}, key, file, at or timezone.now())
        except IntegrityError:
            # Somebody asked for the same in this moment; without a key it was something else.
            known = Job.objects.filter(kind=kind, key=key, owner_id=owner).first() if key else None
            if known is None:
                raise
            return known


def _enter(
    kind: str,
    title: str,
    owner: int | None,
    by: Actor | None,
    payload: Mapping[str, Any],
    key: str,
    file: tuple[str, bytes] | None,
    at: datetime,
) -> Job:
    ref = new_reference()
    job: Job = Job.objects.create(
        owner_id=owner,
        ref=ref,
        root=ref,
        kind=kind,
        key=key,
        title=title[:200],
        payload=dict(payload),
        person_id=None if by is None else by.person_id,
        organisation_id=owner if by is None else by.organisation_id,
        asked_at=at,
    )
    if file is not None:
        name, content = file
        JobInput.objects.create(owner_id=owner, root=ref, job=job, name=name[:250], content=content)
    Queued.objects.create(job=job)
    return job


def check_can_see(by: Actor, job: Job) -> None:
    """Whoever asked for it, while they act for the same organisation, and the owner's administrators."""
    mine = job.person_id == by.person_id and job.organisation_id == by.organisation_id
    if not mine and not (job.owner_id == by.organisation_id and by.has(Role.ADMINISTRATOR)):
        raise NotAllowed(say("Only the person who asked for this, or an administrator, can look after it."))


def check_can_cancel(by: Actor, job: Job) -> None:
    check_can_see(by, job)
    if job.state != JobState.WAITING:
        raise NotAllowed(say("It is over, so it cannot be cancelled."))
    if job.cancel_asked_at is not None:
        raise NotAllowed(say("It is being cancelled already."))


def can_cancel(by: Actor, job: Job) -> bool:
    return _allows(lambda: check_can_cancel(by, job))


def check_can_settle(by: Actor, job: Job) -> None:
    """To try a failed job again, or to let it go."""
    check_can_see(by, job)
    if job.state != JobState.FAILED:
        raise NotAllowed(say("Only what failed can be tried again or dropped."))


def can_settle(by: Actor, job: Job) -> bool:
    return _allows(lambda: check_can_settle(by, job))


def cancel(*, by: Actor, job: Job, at: datetime) -> Job:
    """Ends a job that waits; one that is under way ends at its next step, and what it did until then stays."""
    check_can_cancel(by, job)
    with change(by=by, owner=_owner(job), reason=say("Cancelled: {title}", title=job.title), winding_up=True):
        return cancel_standing(job=job, person=by.person_id, at=at)


def retry(*, by: Actor, job: Job, at: datetime) -> Job:
    """Puts a failed job back into the queue, with all its attempts before it."""
    check_can_settle(by, job)
    with change(
        by=by, owner=_owner(job), reason=say("Tried again: {title}", title=job.title), winding_up=True
    ):
        return retry_standing(job=job, at=at)


def drop(*, by: Actor, job: Job, at: datetime) -> Job:
    """Lets a failed job go; its file goes with it."""
    check_can_settle(by, job)
    with change(by=by, owner=_owner(job), reason=say("Dropped: {title}", title=job.title), winding_up=True):
        return drop_standing(job=job, at=at)


def cancel_standing(*, job: Job, person: int | None, at: datetime) -> Job:
    """The same for a caller that has checked and declared already, as are the next two."""
    queued, standing = _standing(job, to=JobState.CANCELLED)
    standing.cancel_asked_at, standing.cancel_asked_by_id = at, person
    if queued is not None and queued.ticket:
        standing.save(update_fields=["cancel_asked_at", "cancel_asked_by"])
        return standing
    Queued.objects.filter(pk=standing.pk).delete()
    JobInput.objects.filter(job=standing).delete()
    standing.state, standing.finished_at = JobState.CANCELLED, at
    standing.words = say("It was cancelled before it began.")
    standing.save(update_fields=["state", "finished_at", "words", "cancel_asked_at", "cancel_asked_by"])
    return standing


def retry_standing(*, job: Job, at: datetime) -> Job:
    _, standing = _standing(job, to=JobState.WAITING)
    standing.state, standing.finished_at, standing.words, standing.detail = JobState.WAITING, None, "", ""
    standing.save(update_fields=["state", "finished_at", "words", "detail"])
    Queued.objects.create(job=standing, moved_at=at)
    return standing


def drop_standing(*, job: Job, at: datetime) -> Job:
    _, standing = _standing(job, to=JobState.DROPPED)
    standing.state, standing.finished_at = JobState.DROPPED, at
    standing.save(update_fields=["state", "finished_at"])
    JobInput.objects.filter(job=standing).delete()
    return standing


def _standing(job: Job, *, to: JobState) -> tuple[Queued | None, Job]:
    """The job as it stands, locked as workers lock it: its place in the queue first. Refused where it moved on."""
    queued = Queued.objects.select_for_update(of=("self",)).filter(pk=job.pk).first()
    standing = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if to not in VALID_TRANSITIONS[JobState(standing.state)]:
        raise Refused(
            say("This is “{state}” by now, so that cannot be done.", state=standing.get_state_display())
        )
    return queued, standing


def _owner(job: Job) -> int:
    if job.owner_id is None:
        raise NotAllowed(
            say("This is the installation's own work; whoever runs it looks after it on the command line.")
        )
    return job.owner_id


def _allows(check: Any) -> bool:
    try:
        check()
    except NotAllowed:
        return False
    return True
