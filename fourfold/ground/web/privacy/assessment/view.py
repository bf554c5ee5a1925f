"""The impact assessment, begun: to print, and as Markdown to go on writing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.assessment import OPEN, Part, markdown, parts
from fourfold.ground.privacy.queries import record_of, standing_holds
from fourfold.ground.web.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.people.actor import Actor


@require_safe
@signed_in
def assessment(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    return render(
        request,
        "ground/web/privacy/assessment/page.jinja",
        {"by": by, "parts": _parts(by), "open": OPEN},
    )


@require_safe
@signed_in
def assessment_text(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    text = markdown(_parts(by), organisation=by.organisation_name)
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"impact-assessment-{by.organisation_ref}-{timezone.localdate()}.md"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _parts(by: Actor) -> list[Part]:
    return parts(
        organisation=by.organisation_name,
        record=record_of(owner=by.organisation_id),
        holds=standing_holds(owner=by.organisation_id).count(),
        on=timezone.localdate(),
    )
