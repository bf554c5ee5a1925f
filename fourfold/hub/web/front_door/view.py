from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.hub.queries.demonstration import holds_demonstration
from fourfold.hub.queries.journey import is_buyer, journey_of
from fourfold.hub.queries.journeys_of_others import journey_of_other
from fourfold.hub.queries.work import work_of
from fourfold.integrate.queries.tenders import tenders
from fourfold.measure.queries.accounts import published_accounts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_FEW = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Your work beside your journey; for one who has not signed in, the front door."""
    by = getattr(request, "actor", None)
    now = timezone.now()
    today = timezone.localdate(now)
    if by is None:
        return render(
            request,
            "hub/web/front_door/door.jinja",
            {
                "tenders": tenders(at=now, open_only=True)[:A_FEW],
                "accounts": published_accounts()[:A_FEW],
                "demonstration": holds_demonstration(),
            },
        )
    buyer = is_buyer(by)
    journey = journey_of(by, on=today) if buyer else journey_of_other(by, on=today, at=now)
    return render(
        request,
        "hub/web/front_door/home.jinja",
        {
            "work": work_of(by, on=today, at=now),
            "journey": [step.as_row() for step in journey],
            "buyer": buyer,
            "tenders": () if buyer else tenders(at=now, open_only=True)[:A_FEW],
            "accounts": () if buyer else published_accounts()[:A_FEW],
        },
    )
