"""All procurements by stage, with what is due at each and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.integrate.queries.pipeline import how_many_at, in_the_pipeline, pipeline
from fourfold.integrate.rules.stage_artefacts import Queue, Stage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

QUEUES = (
    ("", say("Everybody")),
    (Queue.BUYER.value, say("Buyers")),
    (Queue.TEAM.value, say("The social value team")),
)


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    counts = how_many_at(by.organisation_id, at=now)
    asked, queue = request.GET.get("stage", ""), request.GET.get("queue", "")
    stage = (
        Stage(asked) if asked in set(Stage) else next((each for each in Stage if counts[each]), Stage.PLAN)
    )
    chosen = Queue(queue) if queue in set(Queue) else None
    page = page_of(request, pipeline(by.organisation_id, stage, at=now))
    return render(
        request,
        "integrate/web/pipeline/page.jinja",
        {
            "stages": [(each, counts[each]) for each in Stage],
            "stage": stage,
            "queues": QUEUES,
            "queue": chosen or "",
            "page": page,
            "rows": in_the_pipeline(list(page.object_list), at=now, queue=chosen),
            "today": timezone.localdate(now),
        },
    )
