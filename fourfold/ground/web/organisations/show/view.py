"""One organisation, as the directory knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.organisations import queries
from fourfold.ground.organisations.registers import register_name
from fourfold.ground.web.access import signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    entry = queries.entry(ref)
    if entry is None:
        raise Http404
    today = timezone.localdate()
    return render(
        request,
        "ground/web/organisations/show/page.jinja",
        {
            "entry": entry,
            "organisation": entry.organisation,
            "exists": queries.exists(entry.organisation, today),
            "standing_for": queries.standing_for(entry.organisation, today),
            "identifiers": [
                (register_name(one.scheme), f"{one.scheme}-{one.code}") for one in entry.identifiers
            ],
        },
    )
