"""Writing, keeping, checking and sealing a bid. The key of a draft lives in the bidder's browser and on their paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import bids
from fourfold.integrate.models import Bid, BidState, Procurement
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.offered import said_back, why_it_would_be_set_aside
from fourfold.integrate.web.bid.form import BidForm, ResumeForm, SealForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.rules.bid_document import BidDocument

A_TENDER_LASTS = 60 * 60 * 24 * 90


def _tender(ref: str) -> Procurement:
    return found(Procurement.objects.filter(ref=ref).select_related("owner").first())


def _cookie(procurement: Procurement) -> str:
    return f"draft-{procurement.ref}"


def _remember(response: HttpResponse, procurement: Procurement, code: str) -> HttpResponse:
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


def _draft(request: HttpRequest, procurement: Procurement) -> tuple[BidDocument | None, bool]:
    """The draft that this browser can open, and whether there is one that it cannot."""
    by = actor_of(request)
    standing = bids.standing_bid(by, procurement, BidState.DRAFT)
    if standing is None:
        return None, False
    try:
        code = request.COOKIES.get(_cookie(procurement), "")
        return bids.read_draft(by=by, procurement=procurement, resume_code=code), False
    except sealing.CannotOpen:
        return None, True


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The bid page: keep it as often as wanted, then check it."""
    by = actor_of(request)
    procurement = _tender(ref)
    bids.check_can_bid(by, procurement, at=timezone.now())
    document, locked = _draft(request, procurement)
    if locked and request.method != "POST":
        return redirect("resume_bid", ref=ref)
    criteria = bids.worded_criteria(procurement)
    asks = list(procurement.asks.select_related("measure"))
    standing = bids.standing_bid(by, procurement, BidState.DRAFT)
    initial = {} if document is None else BidForm.initial_of(document)
    initial["version"] = "" if standing is None else standing.version
    form = BidForm(request.POST or None, criteria=criteria, asks=asks, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = bids.keep_draft(
                by=by,
                procurement=procurement,
                document=form.document(),
                resume_code=request.COOKIES.get(_cookie(procurement), "") if standing else "",
                version=form.cleaned_data.get("version"),
                at=timezone.now(),
            )
        except sealing.WrongResumeCode:
            form.add_error(
                None,
                say(
                    "This browser does not hold the resume code of your organisation's draft. Enter the code first"
                ),
            )
        except ChangedMeanwhile:
            form.add_error(
                None,
                say(
                    "A colleague has kept the draft since you opened it. Compare it in another window, then keep yours again"
                ),
            )
            # The bidder's words stay in the form; sending it once more keeps them over the colleague's.
            latest = bids.standing_bid(by, procurement, BidState.DRAFT)
            form.data = {**request.POST.dict(), "version": "" if latest is None else str(latest.version)}
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            to = "check_bid" if request.POST.get("next") == "check" else "bid_kept"
            return _remember(redirect(to, ref=ref), procurement, kept.resume_code)
    return render(
        request,
        "integrate/web/bid/page.jinja",
        {"form": form, "tender": procurement, "asks": asks, "criteria": criteria},
        status=422 if form.errors else 200,
    )


@require_GET
@signed_in
def kept(request: HttpRequest, ref: str) -> HttpResponse:
    """Says that the draft is kept and shows the code that opens it anywhere else."""
    procurement = _tender(ref)
    by = actor_of(request)
    bids.check_is_bidder(by, procurement)
    standing = found(bids.standing_bid(by, procurement, BidState.DRAFT))
    code = request.COOKIES.get(_cookie(procurement), "")
    return render(
        request,
        "integrate/web/bid/kept.jinja",
        {"tender": procurement, "draft": standing, "resume_code": code},
    )


@signed_in
def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Opens the organisation's draft in this browser by its resume code, or throws it away to start again."""
    by = actor_of(request)
    procurement = _tender(ref)
    bids.check_can_bid(by, procurement, at=timezone.now())
    if request.method == "POST" and request.POST.get("start") == "again":
        bids.discard_draft(by=by, procurement=procurement, at=timezone.now())
        response = redirect("bid", ref=ref)
        response.delete_cookie(_cookie(procurement), path=f"/tenders/{procurement.ref}/")
        return response
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["resume_code"]
        try:
            bids.read_draft(by=by, procurement=procurement, resume_code=code)
        except sealing.WrongResumeCode as problem:
            form.add_error("resume_code", str(problem))
        except sealing.CannotOpen:
            form.add_error(
                "resume_code", say("This code does not open your organisation's draft. Check each group")
            )
        else:
            return _remember(
                redirect("bid", ref=ref), procurement, sealing.resume_code(sealing.key_from_resume_code(code))
            )
    return render(
        request,
        "integrate/web/bid/resume.jinja",
        {"form": form, "tender": procurement},
        status=422 if form.errors else 200,
    )


@signed_in
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Check your answers, then seal and send. The moment that counts is when this request's first byte reached us."""
    by = actor_of(request)
    procurement = _tender(ref)
    bids.check_is_bidder(by, procurement)
    form = SealForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    document, locked = _draft(request, procurement)
    if document is None:
        return redirect("resume_bid" if locked else "bid", ref=ref)
    gaps = bids.what_is_missing(procurement, document)
    if request.method == "POST" and not gaps and form.is_valid():
        arrived_at = getattr(request, "arrived_at", timezone.now())
        with send_once(request, form) as sent:
            bid = bids.seal(
                by=by,
                procurement=procurement,
                document=document,
                arrived_at=arrived_at,
                on=timezone.localdate(),
            )
            sent.result = reverse("bid_receipt", kwargs={"ref": ref, "bid": bid.ref})
        response = redirect(sent.result)
        response.delete_cookie(_cookie(procurement), path=f"/tenders/{procurement.ref}/")
        return response
    asks = list(procurement.asks.select_related("measure"))
    return render(
        request,
        "integrate/web/bid/check.jinja",
        {
            "form": form,
            "tender": procurement,
            "document": document,
            "criteria": bids.worded_criteria(procurement),
            "asks": asks,
            "gaps": gaps,
            "offered": [
                row for ask in asks for row in said_back(ask_said(ask), document.offers.get(ask.ref))
            ],
            "set_aside": why_it_would_be_set_aside(document, asks={ask.ref: ask_said(ask) for ask in asks}),
            "remarkable": [
                ask
                for ask in asks
                if ask.sensible_most is not None
                and (offer := document.offers.get(ask.ref)) is not None
                and (offer.quantity or 0) > ask.sensible_most
            ],
        },
        status=422 if request.method == "POST" else 200,
    )


@require_GET
@signed_in
def receipt(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """When the bid reached us and the fingerprint of what is stored: the bidder's proof."""
    procurement = _tender(ref)
    sealed = found(
        Bid.objects.filter(ref=bid, procurement=procurement, owner_id=actor_of(request).organisation_id)
        .exclude(state=BidState.DRAFT)
        .first(),
    )
    return render(
        request,
        "integrate/web/bid/receipt.jinja",
        {"tender": procurement, "bid": sealed, "history": history_of(sealed)},
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """Takes a sealed bid back before the deadline."""
    by = actor_of(request)
    procurement = _tender(ref)
    sealed = found(Bid.objects.filter(ref=bid, procurement=procurement, owner_id=by.organisation_id).first())
    bids.withdraw(by=by, bid=sealed, because=request.POST.get("because", "")[:1000], at=timezone.now())
    return redirect("bid_receipt", ref=ref, bid=bid)
