"""Where those who buy departed from what the policy suggests: a lead reads from it what the policy should say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.web.access import actor_of, signed_in
from fourfold.integrate.queries.departures import departures_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    shown = departures_of(actor_of(request).organisation_id)
    return render(request, "integrate/web/departures/page.jinja", {"shown": shown})
