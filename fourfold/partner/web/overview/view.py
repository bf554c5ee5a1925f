from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.partner.queries import deliveries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_FEW = 10


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    """What waits for this organisation: to verify, to confirm, to answer, to resolve."""
    organisation = actor_of(request).organisation_id
    waiting = (
        (
            say("To verify"),
            say("Suppliers reported these; look at the evidence."),
            deliveries.to_verify(organisation),
        ),
        (
            say("In dispute"),
            say("The recipient says something is not right."),
            deliveries.in_dispute(organisation),
        ),
        (say("To confirm"), say("You are said to have received these."), deliveries.to_confirm(organisation)),
        (
            say("To answer"),
            say("The contract manager has questions."),
            deliveries.to_report_again(organisation),
        ),
    )
    return render(
        request,
        "partner/web/overview/page.jinja",
        {
            "waiting": [
                {
                    "title": title,
                    "words": words,
                    "count": found.count(),
                    "rows": deliveries.rows(found[:A_FEW]),
                }
                for title, words, found in waiting
            ],
            "latest": deliveries.rows(deliveries.all_seen(organisation)[:A_FEW]),
        },
    )


@require_GET
@signed_in
def everything(request: HttpRequest) -> HttpResponse:
    """Every delivery this organisation has a part in, the latest first, 25 to a page."""
    found = deliveries.all_seen(actor_of(request).organisation_id)
    page = page_of(request, found)
    shown = found[(page.number - 1) * ON_A_PAGE : page.number * ON_A_PAGE]
    return render(
        request, "partner/web/overview/everything.jinja", {"page": page, "rows": deliveries.rows(shown)}
    )
