"""A bid filled in offline: the workbook out, and in again with what is wrong told cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import bid_answers, bids
from fourfold.integrate.exchange.bid_workbook import (
    MEDIA_TYPE,
    NotReadable,
    ReadWorkbook,
    TenderNamed,
    not_answered,
    read_workbook,
    workbook,
)
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.queries.tender_named import closes_in_words
from fourfold.integrate.queries.tenders import tender
from fourfold.integrate.rules.bid_fields import edition_of
from fourfold.integrate.web.bid.at_hand import code_at_hand, draft_at_hand, remember, tender_at
from fourfold.integrate.web.bid_workbook.form import WorkbookForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.bid_document import BidDocument
    from fourfold.integrate.rules.bid_fields import BidField


def named(procurement: Procurement, fields: Sequence[BidField]) -> TenderNamed:
    return TenderNamed(
        ref=procurement.ref,
        title=procurement.title,
        buyer=procurement.owner.name,
        closes=closes_in_words(procurement),
        edition=edition_of(procurement.ref, fields),
    )


@require_GET
def blank(request: HttpRequest, ref: str) -> HttpResponse:
    """For anyone who can read the tender: what is asked, ready to be filled in."""
    shown = found(tender(ref, at=timezone.now()))
    return _as_file(shown.procurement, None)


@require_GET
@signed_in
def filled(request: HttpRequest, ref: str) -> HttpResponse:
    """With what the draft says."""
    procurement = tender_at(ref)
    bids.check_is_bidder(actor_of(request), procurement)
    document, locked = draft_at_hand(request, procurement)
    if locked:
        return redirect("resume_bid", ref=ref)
    return _as_file(procurement, document)


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Uploaded as often as wanted. The moment that counts, where it is sent at once, is when its first byte reached us."""
    by = actor_of(request)
    procurement = tender_at(ref)
    bids.check_can_keep(by, procurement, at=timezone.now())
    form = WorkbookForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    if request.method == "POST" and form.is_valid():
        fields = fields_of(procurement)
        content = form.cleaned_data["workbook"]
        try:
            read = read_workbook(content.read(), tender=ref, edition=edition_of(ref, fields), fields=fields)
            kept, document = bid_answers.lay_in(
                by=by,
                procurement=procurement,
                resume_code=code_at_hand(request, procurement),
                values=read.values,
                unread=read.unread,
                at=timezone.now(),
            )
        except (NotReadable, Refused) as refusal:
            form.add_error("workbook", str(refusal))
        else:
            response = _taken(request, form, procurement, read, document, kept.resume_code)
            return remember(response, procurement, kept.resume_code)
    return _page(request, form, procurement)


def _taken(
    request: HttpRequest,
    form: WorkbookForm,
    procurement: Procurement,
    read: ReadWorkbook,
    document: BidDocument,
    code: str,
) -> HttpResponse:
    """Sent, where that was asked for and nothing is wrong; else what is wrong, or the check before it is sent."""
    remarks = read.remarks + not_answered(read, document, fields_of(procurement))
    gaps = bids.what_is_missing(procurement, document)
    if not remarks and not gaps:
        if request.POST.get("next") != "seal":
            return redirect("check_bid", ref=procurement.ref)
        with send_once(request, form) as sent:
            bid = bids.seal(
                by=actor_of(request),
                procurement=procurement,
                document=document,
                arrived_at=getattr(request, "arrived_at", timezone.now()),
                on=timezone.localdate(),
                resume_code=code,
            )
            sent.result = reverse("bid_receipt", kwargs={"ref": procurement.ref, "bid": bid.ref})
        return redirect(sent.result)
    return render(
        request,
        "integrate/web/bid_workbook/report.jinja",
        {
            "tender": procurement,
            "remarks": remarks,
            "gaps": [] if remarks else gaps,
            "taken": len(read.values),
            "resume_code": code,
            "wanted_seal": request.POST.get("next") == "seal",
        },
        status=422,
    )


def _page(request: HttpRequest, form: WorkbookForm, procurement: Procurement) -> HttpResponse:
    _, locked = draft_at_hand(request, procurement)
    return render(
        request,
        "integrate/web/bid_workbook/page.jinja",
        {
            "form": form,
            "tender": procurement,
            "locked": locked,
            "over": timezone.now() > (procurement.bids_close_at or timezone.now()),
        },
        status=422 if form.errors else 200,
    )


def _as_file(procurement: Procurement, document: BidDocument | None) -> HttpResponse:
    fields = fields_of(procurement)
    response = HttpResponse(workbook(named(procurement, fields), fields, document), content_type=MEDIA_TYPE)
    name = say("bid {ref}", ref=procurement.ref)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
