"""Writing, keeping, checking and sealing a bid. The key of a draft lives in the bidder's browser and on their paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import bid_copies, bids
from fourfold.integrate.models import Bid, BidState, Procurement
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.receipts import receipt_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_fields import values_in
from fourfold.integrate.rules.offered import why_it_would_be_set_aside
from fourfold.integrate.web.bid.at_hand import code_at_hand, draft_at_hand, forget, remember, tender_at
from fourfold.integrate.web.bid.form import BidForm, ResumeForm, SealForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SECTION: Final = re.compile(r"section-[0-9]{1,3}")


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The bid page: keep it as often as wanted, then check it. What is typed while the time runs out is kept as well."""
    by = actor_of(request)
    procurement = tender_at(ref)
    now = timezone.now()
    bids.check_can_keep(by, procurement, at=now)
    document, locked = draft_at_hand(request, procurement)
    if locked and request.method != "POST":
        return redirect("resume_bid", ref=ref)
    asked = fields_of(procurement)
    standing = bids.standing_bid(by, procurement, BidState.DRAFT)
    initial = {} if document is None else BidForm.initial_of(asked, document)
    initial["version"] = "" if standing is None else standing.version
    form = BidForm(request.POST if request.method == "POST" else None, asked=asked, initial=initial)
    if request.method == "POST":
        kept = _keep(request, form, procurement, standing)
        if kept is not None and not form.errors:
            return remember(
                _onward(request, procurement, new=standing is None), procurement, kept.resume_code
            )
        response = _page(request, form, procurement, kept=kept is not None)
        return response if kept is None else remember(response, procurement, kept.resume_code)
    return _page(request, form, procurement, kept=False)


def _keep(
    request: HttpRequest, form: BidForm, procurement: Procurement, standing: Bid | None
) -> bids.KeptDraft | None:
    """The draft with everything that was typed, read or not. None where it could not be kept; the form says why."""
    by = actor_of(request)
    form.is_valid()
    if any(name in form.errors for name in ("once", "version")):
        return None
    try:
        kept = bids.keep_draft(
            by=by,
            procurement=procurement,
            document=form.document(),
            # A code that this browser holds from a bid sent before is good for the next one too.
            resume_code=code_at_hand(request, procurement),
            version=form.cleaned_data.get("version") if standing else None,
            at=timezone.now(),
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
        form.add_error(
            None,
            str(refusal)
            if refusal.field != "resume_code"
            else say(
                "This browser does not hold the resume code of your organisation's draft. Enter the code first"
            ),
        )
    else:
        form.data = {**request.POST.dict(), "version": str(kept.bid.version)}
        return kept
    return None


def _onward(request: HttpRequest, procurement: Procurement, *, new: bool) -> HttpResponse:
    """To the check, or on to the next part; and once to the code that opens the draft anywhere else."""
    wanted = request.POST.get("next", "")
    ref = procurement.ref
    if wanted == "check":
        return redirect("check_bid", ref=ref)
    if _SECTION.fullmatch(wanted) and not new:
        return redirect(f"{reverse('bid', kwargs={'ref': ref})}?kept=1#{wanted}")
    onward = f"?to={wanted}" if _SECTION.fullmatch(wanted) else ""
    return redirect(reverse("bid_kept", kwargs={"ref": ref}) + onward)


def _page(request: HttpRequest, form: BidForm, procurement: Procurement, *, kept: bool) -> HttpResponse:
    draft = bids.standing_bid(actor_of(request), procurement, BidState.DRAFT)
    return render(
        request,
        "integrate/web/bid/page.jinja",
        {
            "form": form,
            "tender": procurement,
            "draft": draft,
            "over": timezone.now() > (procurement.bids_close_at or timezone.now()),
            "kept": kept or (draft is not None and "kept" in request.GET and request.method == "GET"),
        },
        status=422 if form.errors else 200,
    )


@require_GET
@signed_in
def kept(request: HttpRequest, ref: str) -> HttpResponse:
    """Says that the draft is kept and shows the code that opens it anywhere else."""
    procurement = tender_at(ref)
    by = actor_of(request)
    bids.check_is_bidder(by, procurement)
    standing = found(bids.standing_bid(by, procurement, BidState.DRAFT))
    wanted = request.GET.get("to", "")
    return render(
        request,
        "integrate/web/bid/kept.jinja",
        {
            "tender": procurement,
            "draft": standing,
            "resume_code": code_at_hand(request, procurement),
            "over": timezone.now() > (procurement.bids_close_at or timezone.now()),
            "onward": wanted if _SECTION.fullmatch(wanted) else "",
        },
    )


@signed_in
def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Opens the organisation's draft in this browser by its resume code, or throws it away to start again."""
    by = actor_of(request)
    procurement = tender_at(ref)
    bids.check_can_keep(by, procurement, at=timezone.now())
    if request.method == "POST" and request.POST.get("start") == "again":
        bids.discard_draft(by=by, procurement=procurement, at=timezone.now())
        return forget(redirect("bid", ref=ref), procurement)
    form = ResumeForm(request.POST if request.method == "POST" else None)
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
            return remember(
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
    procurement = tender_at(ref)
    bids.check_is_bidder(by, procurement)
    form = SealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    document, locked = draft_at_hand(request, procurement)
    if document is None:
        return redirect("resume_bid" if locked else "bid", ref=ref)
    gaps = bids.what_is_missing(procurement, document)
    if request.method == "POST" and not gaps and form.is_valid():
        arrived_at = getattr(request, "arrived_at", timezone.now())
        code = code_at_hand(request, procurement)
        with send_once(request, form) as sent:
            bid = bids.seal(
                by=by,
                procurement=procurement,
                document=document,
                arrived_at=arrived_at,
                on=timezone.localdate(),
                resume_code=code,
            )
            sent.result = reverse("bid_receipt", kwargs={"ref": ref, "bid": bid.ref})
        return redirect(sent.result)
    asks = list(procurement.asks.select_related("measure"))
    asked = fields_of(procurement)
    return render(
        request,
        "integrate/web/bid/check.jinja",
        {
            "form": form,
            "tender": procurement,
            "document": document,
            "asked": asked,
            "values": values_in(asked, document),
            "over": timezone.now() > (procurement.bids_close_at or timezone.now()),
            "gaps": gaps,
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
    by = actor_of(request)
    procurement = tender_at(ref)
    sealed = found(own_bid(request, procurement, bid))
    return render(
        request,
        "integrate/web/bid/receipt.jinja",
        {
            "tender": procurement,
            "bid": sealed,
            "receipt": receipt_of(sealed),
            "resume_code": code_at_hand(request, procurement) if sealed.own_copy else "",
            "can_replace": bids.can_bid(by, procurement, at=timezone.now()),
            "can_take_away": bid_copies.can_take_away(by, sealed),
            "history": history_of(sealed),
        },
    )


def own_bid(request: HttpRequest, procurement: Procurement, ref: str) -> Bid | None:
    """A bid of the reader's organisation that was sent, in whatever state it is."""
    return (
        Bid.objects.filter(ref=ref, procurement=procurement, owner_id=actor_of(request).organisation_id)
        .exclude(state=BidState.DRAFT)
        .select_related("procurement__owner", "owner")
        .first()
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """Takes a sealed bid back before the deadline."""
    by = actor_of(request)
    procurement = tender_at(ref)
    sealed = found(Bid.objects.filter(ref=bid, procurement=procurement, owner_id=by.organisation_id).first())
    bids.withdraw(by=by, bid=sealed, because=request.POST.get("because", "")[:1000], at=timezone.now())
    return redirect("bid_receipt", ref=ref, bid=bid)


@require_POST
@signed_in
def again(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """A draft that says what the sealed bid says, to change it and send it in its place."""
    by = actor_of(request)
    procurement = tender_at(ref)
    sealed = found(own_bid(request, procurement, bid))
    kept = bid_copies.write_again(
        by=by, bid=sealed, resume_code=code_at_hand(request, procurement), at=timezone.now()
    )
    return remember(redirect("bid", ref=ref), procurement, kept.resume_code)
