"""One printable page for one who leads: what their service buys, what falls due, what is missing. Every figure is a query's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import lead_acts
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.leadership import appointment_with, gaps_in_leadership
from fourfold.define.queries.policies import adopted_version, review_of
from fourfold.ground.spine.briefings import briefing
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    adopted = adopted_version(by.organisation_id)
    deputised = appointment.deputy_of
    service = appointment.service or (deputised.service if deputised is not None else None)
    return render(
        request,
        "define/web/lead_briefing/page.jinja",
        {
            "appointment": appointment,
            "service": service,
            "on": today,
            "adopted": adopted,
            "review": None if adopted is None else review_of(adopted, on=today),
            "branches": [] if adopted is None else cascade(adopted),
            "gaps": gaps_in_leadership(appointment.owner, on=today),
            "parts": briefing(
                organisation=by.organisation_id, service=None if service is None else service.pk, on=today
            ),
            "cannot_write": reason_against(lambda: lead_acts.check_can_write(by, appointment)),
            "history": history_of(appointment),
        },
    )
