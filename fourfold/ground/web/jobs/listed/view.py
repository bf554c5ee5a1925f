"""What was asked for and goes on after the page has answered: all of it, or what failed, waits or is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.jobs.queries import jobs_seen_by, standing_of
from fourfold.ground.jobs.tables import JobState
from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# What the address says, what it shows, and in which words.
PARTS = {
    "": (say("Everything"), tuple(JobState)),
    "failed": (say("Failed"), (JobState.FAILED,)),
    "waiting": (say("Waiting or under way"), (JobState.WAITING,)),
    "over": (say("Over"), (JobState.DONE, JobState.CANCELLED, JobState.DROPPED)),
}


@require_GET
@signed_in
def jobs(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in PARTS else ""
    title, states = PARTS[chosen]
    seen = jobs_seen_by(by)
    page = page_of(request, seen.filter(state__in=states))
    return render(
        request,
        "ground/web/jobs/listed/page.jinja",
        {
            "page": page,
            "rows": standing_of(list(page.object_list), at=timezone.now()),
            "failed": seen.filter(state=JobState.FAILED).count(),
            "parts": [(words, f"?show={name}" if name else "?") for name, (words, _) in PARTS.items()],
            "chosen": chosen,
            "title": title,
            "everyone": by.has(Role.ADMINISTRATOR),
        },
    )
