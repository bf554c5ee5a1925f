"""Files of a bid, such as PDFs: sent one by one, encrypted on their way in, and read by nobody before the opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.operation.refused_files import note_file_refusal
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions import bid_files, bids
from fourfold.integrate.models import BidState
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.web.bid.at_hand import code_at_hand, draft_at_hand, remember, tender_at
from fourfold.integrate.web.bid_files.form import BidFileForm, places_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The files of the draft, and one more."""
    by = actor_of(request)
    procurement = tender_at(ref)
    bids.check_can_bid(by, procurement, at=timezone.now())
    document, locked = draft_at_hand(request, procurement)
    if locked:
        return redirect("resume_bid", ref=ref)
    asked = fields_of(procurement)
    form = BidFileForm(request.POST if request.method == "POST" else None, request.FILES or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            kept = bid_files.attach(
                by=by,
                procurement=procurement,
                resume_code=code_at_hand(request, procurement),
                content=sent.file,
                name=sent.name,
                belongs_to=form.cleaned_data["belongs_to"],
                at=timezone.now(),
            )
        except NotAccepted as refusal:
            note_file_refusal(request, refusal)
            form.add_error("file", str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return remember(redirect("bid_files", ref=ref), procurement, kept.resume_code)
    return render(
        request,
        "integrate/web/bid_files/page.jinja",
        {
            "form": form,
            "tender": procurement,
            "files": () if document is None else document.files,
            "places": places_of(asked),
            "most": bid_files.MOST_FILES,
            "most_of_all": bid_files.MOST_OF_ALL // 1024**2,
            "resume_code": code_at_hand(request, procurement),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    procurement = tender_at(ref)
    by = actor_of(request)
    bids.check_can_bid(by, procurement, at=timezone.now())
    found(bids.standing_bid(by, procurement, BidState.DRAFT))
    kept = bid_files.detach(
        by=by,
        procurement=procurement,
        resume_code=code_at_hand(request, procurement),
        sha256=request.POST.get("file", "")[:64],
        at=timezone.now(),
    )
    return remember(redirect("bid_files", ref=ref), procurement, kept.resume_code)
