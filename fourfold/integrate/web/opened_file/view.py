"""A file of an opened bid, deciphered while it goes out: as a download that no page of ours can show or run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, could_be_key, found, signed_in
from fourfold.integrate.actions import opened_files
from fourfold.integrate.queries.bids import file_of_bid
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_GET
@signed_in
def view(request: HttpRequest, ref: str, bid: str, number: int) -> HttpResponseBase:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    file = found(file_of_bid(procurement, bid, number) if could_be_key(number) else None)
    response = StreamingHttpResponse(
        found(opened_files.pieces_of(by=by, file=file)),
        content_type=f"{file.media_type}{'; charset=utf-8' if file.media_type == 'text/plain' else ''}",
    )
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
