"""`fourfold jobs`: what waits, runs and failed on this installation, and what to do about it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.jobs import actions
from fourfold.ground.jobs.queries import jobs_of_everyone, standing_of
from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.changes import Refused
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from fourfold.ground.jobs.queries import Standing

MOST = 1_000


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("jobs", help="Work in the background: list it, try again, cancel, drop.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    listed = nouns.add_parser("list", help="The jobs of everyone, the latest first, as they stand now.")
    listed.add_argument("--state", choices=JobState.values, default="", help="Only those in this state.")
    listed.add_argument("--organisation", metavar="REF", help="Only those of this organisation.")
    listed.add_argument(
        "--most", type=int, default=50, metavar="N", help=f"At most so many (50, up to {MOST:,})."
    )
    listed.add_argument("--json", action="store_true", help="As JSON, with what broke and where.")
    listed.set_defaults(run=_list)
    for name, words in (
        ("retry", "Put a failed job back into the queue."),
        ("cancel", "End a job that waits, or that is under way at its next step."),
        ("drop", "Let a failed job go."),
    ):
        one = nouns.add_parser(name, help=words)
        one.add_argument("ref", metavar="REF", help="The job's reference, as `fourfold jobs list` gives it.")
        one.set_defaults(run=_settle)


def _list(given: argparse.Namespace) -> int:
    if not 1 <= given.most <= MOST:
        message = f"--most is a number from 1 to {MOST:,}."
        raise CommandRefused(message)
    with as_tenant(MAINTENANCE):
        found = jobs_of_everyone(state=given.state, organisation=_organisation(given.organisation))
        standing = standing_of(list(found[: given.most]), at=timezone.now())
    if given.json:
        print(json.dumps([_as_json(one) for one in standing], indent=2, ensure_ascii=False))
        return 0
    for one in standing:
        whose = one.job.owner.name if one.job.owner else "the installation"
        print(
            f"{one.job.ref}  {one.state_text:<16} {one.job.asked_at:%Y-%m-%d %H:%M}  {one.job.title} ({whose})"
        )
        if one.words:
            print(f"            {one.words}")
    return 0


def _settle(given: argparse.Namespace) -> int:
    do: Any = {
        "retry": actions.retry_standing,
        "cancel": lambda **words: actions.cancel_standing(**words, person=None),
        "drop": actions.drop_standing,
    }[given.noun]
    with _by_whoever_runs_it(f"fourfold jobs {given.noun}"):
        job = Job.objects.filter(ref=given.ref.strip().upper()).first()
        if job is None:
            message = f"There is no job with the reference {given.ref}."
            raise CommandRefused(message)
        try:
            job = do(job=job, at=timezone.now())
        except Refused as refusal:
            raise CommandRefused(str(refusal)) from refusal
        [standing] = standing_of([job], at=timezone.now())
    print(f"{job.ref}  {standing.state_text}")
    return 0


@contextmanager
def _by_whoever_runs_it(reason: str) -> Iterator[None]:
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=reason),
        as_tenant(MAINTENANCE),
    ):
        yield


def _organisation(ref: str | None) -> int | None:
    if ref is None:
        return None
    organisation = Organisation.objects.filter(ref=ref).first()
    if organisation is None:
        message = f"There is no organisation with the reference {ref}."
        raise CommandRefused(message)
    return organisation.pk


def _as_json(one: Standing) -> dict[str, object]:
    job = one.job
    return {
        "job": job.ref,
        "kind": job.kind,
        "title": job.title,
        "organisation": job.owner.ref if job.owner else None,
        "state": job.state,
        "stands": one.state_text,
        "words": one.words,
        "detail": job.detail,
        "attempts": one.attempts,
        "done": one.done,
        "total": one.total,
        "due_at": one.due_at.isoformat() if one.due_at else None,
        "asked_at": job.asked_at.isoformat(),
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
    }
