"""One piece of work: how far it is, what came of it, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.jobs import actions
from fourfold.ground.jobs.queries import job_seen_by, standing_of
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Seconds between two looks of a page that looks by itself.
LOOKS_AGAIN_AFTER = 5


@never_cache
@require_GET
@signed_in
def job(request: HttpRequest, ref: str) -> HttpResponse:
    """While it is not over the page fetches itself anew, unless the reader stopped that (`?still=1`)."""
    by = actor_of(request)
    shown = found(job_seen_by(by, ref))
    [standing] = standing_of([shown], at=timezone.now())
    still = request.GET.get("still") == "1"
    return render(
        request,
        "ground/web/jobs/show/page.jinja",
        {
            "job": shown,
            "standing": standing,
            "still": still,
            "seconds": 0 if standing.over or still else LOOKS_AGAIN_AFTER,
            "cannot_cancel": reason_against(lambda: actions.check_can_cancel(by, shown)),
            "can_settle": actions.can_settle(by, shown),
            "history": history_of(shown),
        },
    )


@require_POST
@signed_in
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    standing = actions.cancel(by=by, job=found(job_seen_by(by, ref)), at=timezone.now())
    over = standing.finished_at is not None
    messages.success(request, say("It is cancelled.") if over else say("It will end at its next step."))
    return HttpResponseRedirect(reverse("job", kwargs={"ref": ref}))


@require_POST
@signed_in
def retry(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    actions.retry(by=by, job=found(job_seen_by(by, ref)), at=timezone.now())
    messages.success(request, say("It will be tried again as soon as its turn comes."))
    return HttpResponseRedirect(reverse("job", kwargs={"ref": ref}))


@require_POST
@signed_in
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    actions.drop(by=by, job=found(job_seen_by(by, ref)), at=timezone.now())
    messages.success(request, say("It is dropped and will not be tried again."))
    return HttpResponseRedirect(reverse("job", kwargs={"ref": ref}))
