"""What the pages of a bid have at hand: the tender, and the resume code that the bidder's browser holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

from fourfold.ground.web.access import actor_of, found
from fourfold.integrate.actions import bids
from fourfold.integrate.models import BidState, Procurement
from fourfold.integrate.rules import sealing

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from fourfold.integrate.rules.bid_document import BidDocument

    Response = TypeVar("Response", bound=HttpResponseBase)

A_TENDER_LASTS = 60 * 60 * 24 * 90


def tender_at(ref: str) -> Procurement:
    return found(Procurement.objects.filter(ref=ref).select_related("owner").first())


def code_at_hand(request: HttpRequest, procurement: Procurement) -> str:
    """The resume code, or nothing where there is none or it is none that we could have given."""
    code = request.COOKIES.get(_cookie(procurement), "")
    try:
        sealing.key_from_resume_code(code)
    except sealing.WrongResumeCode:
        return ""
    return code


def remember(response: Response, procurement: Procurement, code: str) -> Response:
    response.set_cookie(
        _cookie(procurement),
        code,
        max_age=A_TENDER_LASTS,
        path=f"/tenders/{procurement.ref}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(response: Response, procurement: Procurement) -> Response:
    response.delete_cookie(_cookie(procurement), path=f"/tenders/{procurement.ref}/")
    return response


def draft_at_hand(request: HttpRequest, procurement: Procurement) -> tuple[BidDocument | None, bool]:
    """The draft that this browser can open, and whether there is one that it cannot."""
    by = actor_of(request)
    if bids.standing_bid(by, procurement, BidState.DRAFT) is None:
        return None, False
    try:
        code = code_at_hand(request, procurement)
        return bids.read_draft(by=by, procurement=procurement, resume_code=code), False
    except sealing.CannotOpen:
        return None, True


def _cookie(procurement: Procurement) -> str:
    return f"draft-{procurement.ref}"
