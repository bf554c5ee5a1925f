"""One letter, for the buyer who sent it and the bidder it was sent to: as a page and as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.exchange.record_pdf import record_pdf
from fourfold.integrate.queries.outcomes import letter_with
from fourfold.integrate.rules.record import read_plain

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    letter = found(letter_with(ref))
    return render(
        request,
        "integrate/web/outcome_letter/page.jinja",
        {
            "letter": letter,
            "record": read_plain(letter.body),
            "procurement": letter.procurement if letter.owner_id == by.organisation_id else None,
        },
    )


@require_GET
@signed_in
def as_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    letter = found(letter_with(ref))
    response = HttpResponse(record_pdf(read_plain(letter.body)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="outcome-{letter.ref.lower()}.pdf"'
    return response
