"""The board that everybody reads, and a need from the e-mail address of who posts it to what becomes of it.

Programs that look into mail follow links, so following one changes nothing; its button does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people import attempts
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.client_address import address_of
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.filters import digits
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.ground.web.sign_in.onward import too_often
from fourfold.partner.actions import introductions, needs, offers_of_help
from fourfold.partner.models import NeedState
from fourfold.partner.models.need import VALID_TRANSITIONS
from fourfold.partner.queries import board
from fourfold.partner.web.board.form import DecideForm, NeedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

# Of the offers on the board's first page; all are found by kind on the page of a need.
MOST_OFFERS = 25


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    page = page_of(request, board.open_needs())
    return render(
        request,
        "partner/web/board/list.jinja",
        {
            "page": page,
            "digits": digits,
            "needs": list(page.object_list),
            "offers": list(board.open_offers(on=timezone.localdate())[:MOST_OFFERS]),
            "waiting": []
            if by is None or not needs.can_broker(by)
            else list(board.waiting(by.organisation_id)),
            "can_offer": by is not None and offers_of_help.can_offer(by),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    form = NeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        keys = attempts.keys_of_link(address=address_of(request), email=given["email"])
        again_from = attempts.take(keys, at=timezone.now())
        if again_from is not None:
            return too_often(request, again_from)
        try:
            needs.ask(posted=needs.values_of(given), page=reverse("post_need"), at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return render(request, "partner/web/board/sent.jinja", {"email": given["email"]})
    return render(request, "partner/web/board/post.jinja", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, signed: str) -> HttpResponse:
    posted = needs.followed(signed)
    if posted is None:
        return render(request, "partner/web/board/too_late.jinja", status=404)
    if request.method == "POST":
        if needs.post_it(signed_text=signed, on=timezone.localdate()) is None:
            return render(request, "partner/web/board/too_late.jinja", status=404)
        messages.success(
            request,
            say(
                "It has arrived. Somebody reads it before it is shown, and you get a mail when help is found."
            ),
        )
        return redirect("board")
    return render(request, "partner/web/board/confirm.jinja", {"posted": posted})


@require_GET
def show(request: HttpRequest, ref: str) -> HttpResponse:
    need = found(board.need_with(ref))
    today = timezone.localdate()
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    is_owner = by is not None and by.organisation_id == need.owner_id
    can_introduce = by is not None and not reason_against(lambda: introductions.check_can_introduce(by, need))
    return render(
        request,
        "partner/web/board/need.jinja",
        {
            "digits": digits,
            "need": need,
            "is_owner": is_owner,
            "contact": board.contact_of(need) if by is not None else None,
            "can_decide": by is not None and not reason_against(lambda: needs.check_can_decide(by, need)),
            "can_introduce": can_introduce,
            "ranked": board.offers_for(need, on=today) if can_introduce else (),
            "introduced": list(board.introductions_of(need=need)) if by is not None else [],
            "history": history_of(need) if is_owner else (),
        },
    )


@signed_in
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    need = found(board.need_with(ref))
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        allowed=VALID_TRANSITIONS[NeedState(need.state)],
        initial={"version": need.version},
    )

    def do(given: Mapping[str, Any]) -> str:
        needs.decide(
            by=by,
            need=need,
            seen=given["version"] or 0,
            to=given["to"],
            because=given["because"],
            on=timezone.localdate(),
            at=timezone.now(),
        )
        return reverse("need", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("Decide about this need"),
        "caption": need.title,
        "back": reverse("need", kwargs={"ref": ref}),
        "button": say("Decide"),
        "words": say(
            "What is shown on the board is read by everyone. Look that it names or describes no person."
        ),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: needs.check_can_decide(by, need),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )
