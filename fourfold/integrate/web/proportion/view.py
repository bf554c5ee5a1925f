"""Whether what is asked is in proportion, and what a bid takes of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.proportion import proportion_of
from fourfold.integrate.rules.burden import FACTORS_BECAUSE, SIZE_NAMES
from fourfold.integrate.rules.proportion import BANDS, BECAUSE, PRACTICE, PROOF_NAMES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/proportion/page.jinja",
        {
            "procurement": procurement,
            "shown": proportion_of(procurement, on=timezone.localdate()),
            "sizes": SIZE_NAMES,
            "proofs": PROOF_NAMES,
            "bands": BANDS,
            "because": BECAUSE,
            "factors_because": FACTORS_BECAUSE,
            "practice": PRACTICE,
            "myths": myths_beside("burden"),
        },
    )
