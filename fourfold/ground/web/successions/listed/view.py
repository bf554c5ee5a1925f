"""Whom the organisation follows, who follows it, and how much is still to be handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.successions.actions.handing_on import check_can_look
from fourfold.ground.successions.queries import left_of, passings_about
from fourfold.ground.web.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def successions(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    check_can_look(by)
    passings = passings_about(by.organisation_id)
    return render(
        request,
        "ground/web/successions/listed/page.jinja",
        {
            "by": by,
            "today": today,
            "lines": [
                (
                    one,
                    left_of(one, today)
                    if one.predecessor.takes_part and one.on <= today and not one.waiting
                    else None,
                )
                for one in passings
            ],
            "ends": any(one.predecessor.pk == by.organisation_id for one in passings),
        },
    )
