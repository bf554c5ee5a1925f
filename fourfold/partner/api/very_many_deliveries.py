"""More deliveries than one waits for: handed in, looked at and taken by a job, whose report says what became of each line."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Reference, Shown
from fourfold.ground.jobs.queries import reports_of, standing_of
from fourfold.ground.jobs.tables import Job
from fourfold.ground.people.token_table import Scope
from fourfold.partner.api.many_deliveries import LineKept
from fourfold.partner.api.shapes import VeryManyReports
from fourfold.partner.api.taking_many import TAKE, ask_to_take

router = Router(tags=["Deliveries"])


class WrongPart(Shown):
    at: str
    detail: str


class LineRefused(Shown):
    """Why line `number` (from 1) was not taken; `problem` is the name of a kind of problem."""

    number: int
    problem: str
    detail: str
    errors: list[WrongPart]


class VeryManyShown(Shown):
    """How far the job is, and what has become of the lines so far.

    `state` is one of: waiting, under way, trying again, being cancelled, done, failed, cancelled, dropped after it failed.
    """

    ref: str
    state: str
    words: str
    sent: int
    kept: int
    lines: list[LineKept]
    refused: list[LineRefused]
    asked_at: datetime
    finished_at: datetime | None


@operation(
    router, "post", "/bulk/deliveries/jobs", scope=Scope.PARTNER_WRITE, answer=VeryManyShown, status=202
)
def report_very_many_deliveries(request: HttpRequest, given: VeryManyReports) -> HttpResponse:
    """Hand in up to 5,000 deliveries, which are taken after the answer.

    The answer's Location tells how it stands. All lines are looked at first: where one is refused, none is taken. Then they
    are taken a handful at a time; a line whose commitment changed between the two is refused by itself, and told. At most
    five megabytes.
    """
    by = caller(request)
    job = ask_to_take(by=by, content=request.body, lines=len(given.deliveries), at=timezone.now())
    location = f"/api/v1/bulk/deliveries/jobs/{job.ref}"
    return shown(request, _shown(job, {}), status=HTTPStatus.ACCEPTED, location=location)


@operation(router, "get", "/bulk/deliveries/jobs/{ref}", scope=Scope.PARTNER_READ, answer=VeryManyShown)
def read_very_many_deliveries(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read how far they are, and what became of each line.

    By who sent them, and by the administrators of the same organisation, for ninety days.
    """
    job, report = found(reports_of(caller(request), kind=TAKE, ref=ref))
    return shown(request, _shown(job, report))


def _shown(job: Job, report: dict[str, Any]) -> VeryManyShown:
    [standing] = standing_of([job], at=timezone.now())
    kept = report.get("lines", [])
    return VeryManyShown(
        ref=job.ref,
        state=standing.state_text,
        words=standing.words,
        sent=job.payload["lines"],
        kept=len(kept),
        lines=kept,
        refused=report.get("refused", []),
        asked_at=job.asked_at,
        finished_at=job.finished_at,
    )
