"""Where the organisation stands with buying: what is due, what was considered, what stands at which stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, signed_in
from fourfold.integrate.actions.procurements import can_start
from fourfold.integrate.actions.register import can_import
from fourfold.integrate.queries.procurements import (
    count_by_state,
    has_opening_passphrase,
    share_considered,
    what_is_due,
)
from fourfold.integrate.queries.register import Sought, register
from fourfold.integrate.queries.tenders import tenders

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    states = count_by_state(by.organisation_id, at=now)
    return render(
        request,
        "integrate/web/overview/page.jinja",
        {
            "share": share_considered(by.organisation_id),
            "states": [(state.label, count) for state, count in states if count],
            "procurements": sum(count for _, count in states),
            "due": what_is_due(by.organisation_id, at=now),
            "entries": register(by.organisation_id, Sought()).count(),
            "tenders_open": tenders(at=now, open_only=True).count(),
            "can_start": can_start(by),
            "can_import": can_import(by),
            "has_passphrase": has_opening_passphrase(by.person_id),
        },
    )
