"""What there is of the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.web.paging import page_of
from fourfold.tracker.actions.waves import can_run_surveys
from fourfold.tracker.queries.waves import waves_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """What there is of the survey: the first wave, for everyone; and the waves that the reader's own organisation runs."""
    by = getattr(request, "actor", None)
    return render(
        request,
        "tracker/web/front/page.jinja",
        {
            "page": None if by is None else page_of(request, waves_of(by.organisation_id)),
            "manages": by is not None and can_run_surveys(by),
        },
    )
