"""A bidder's own bids, what became of each, and everything they typed to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.integrate.actions import bid_copies, bids
from fourfold.integrate.exchange.bid_taken_away import TakenAway, archive
from fourfold.integrate.models import Bid
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.queries.bids_of_bidder import bids_of
from fourfold.integrate.queries.outcomes import letters_by_tender
from fourfold.integrate.rules import sealing
from fourfold.integrate.web.bid.at_hand import code_at_hand, remember, tender_at
from fourfold.integrate.web.bid.form import ResumeForm
from fourfold.integrate.web.bid_receipt.view import check_address
from fourfold.integrate.web.bid_workbook.view import named

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponseBase:
    by = actor_of(request)
    bids.check_bids_for_its_organisation(by)
    page = page_of(request, bids_of(by.organisation_id).defer("blob", "own_copy"))
    rows = list(page.object_list)
    return render(
        request,
        "integrate/web/own_bids/list.jinja",
        {
            "page": page,
            "rows": rows,
            "letters": letters_by_tender(by.organisation_id, [each.procurement_id for each in rows]),
        },
    )


@signed_in
def take_away(request: HttpRequest, ref: str) -> HttpResponseBase:
    """First what there is and what opens it; with `download`, all of it in one archive. A code that is typed is remembered."""
    by = actor_of(request)
    procurement = tender_at(ref)
    bids.check_is_bidder(by, procurement)
    own = list(bids_of(by.organisation_id).filter(procurement=procurement))
    found(own[0] if own else None)
    code = code_at_hand(request, procurement)
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = sealing.key_from_resume_code(form.cleaned_data["resume_code"])
        except sealing.WrongResumeCode as problem:
            form.add_error("resume_code", str(problem))
        else:
            typed = sealing.resume_code(key)
            if any(bid_copies.own_content(by=by, bid=bid, resume_code=typed) for bid in own if _shut(bid)):
                return remember(redirect("take_bid_away", ref=ref), procurement, typed)
            form.add_error(
                "resume_code", say("This code opens none of what you wrote here. Check each group")
            )
    contents = [TakenAway(bid, bid_copies.own_content(by=by, bid=bid, resume_code=code)) for bid in own]
    if request.method == "GET" and "download" in request.GET:
        fields = fields_of(procurement)
        made = archive(
            tender=named(procurement, fields),
            bidder=by.organisation_ref,
            fields=fields,
            bids=contents,
            check_at=check_address(request),
        )
        return FileResponse(
            made, as_attachment=True, filename=f"bids for {ref}.zip", content_type="application/zip"
        )
    return render(
        request,
        "integrate/web/own_bids/take_away.jinja",
        {
            "form": form,
            "tender": procurement,
            "contents": contents,
            "shut": [each for each in contents if each.document is None],
        },
        status=422 if form.errors else 200,
    )


def _shut(bid: Bid) -> bool:
    return bool(bid.own_copy or bid.state == "draft")
