"""A receipt to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import found, signed_in
from fourfold.integrate.exchange import bid_receipt
from fourfold.integrate.queries.receipts import receipt_of
from fourfold.integrate.web.bid.at_hand import tender_at
from fourfold.integrate.web.bid.view import own_bid

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
@signed_in
def as_text(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    sealed = found(own_bid(request, tender_at(ref), bid))
    content = bid_receipt.as_text(receipt_of(sealed), check_at=check_address(request))
    return _as_file(content.encode(), "text/plain; charset=utf-8", f"receipt {bid}.txt")


@require_GET
@signed_in
def as_pdf(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    sealed = found(own_bid(request, tender_at(ref), bid))
    content = bid_receipt.as_pdf(receipt_of(sealed), check_at=check_address(request))
    return _as_file(content, "application/pdf", f"receipt {bid}.pdf")


def check_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("verify_receipt"))


def _as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
