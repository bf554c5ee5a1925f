from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import Actor
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.filters import digits
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.partner.actions import needs, offers_of_help
from fourfold.partner.queries import board
from fourfold.partner.web.board.form import OfferForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_GET
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """An offer, and for those who bring needs and offers together their own needs in the fairest order."""
    offer = found(board.offer_with(ref))
    today = timezone.localdate()
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    is_owner = by is not None and by.organisation_id == offer.owner_id
    is_open = offer.withdrawn_on is None and offer.ends_on >= today
    can_broker = by is not None and needs.can_broker(by) and is_open
    return render(
        request,
        "partner/web/board/offer.jinja",
        {
            "digits": digits,
            "offer": offer,
            "can_withdraw": by is not None
            and not reason_against(lambda: offers_of_help.check_can_withdraw(by, offer)),
            "can_broker": can_broker,
            "ranked": board.needs_for(offer, owner=by.organisation_id, on=today)
            if by is not None and can_broker
            else (),
            "introduced": list(board.introductions_of(offer=offer)) if by is not None else [],
            "history": history_of(offer) if is_owner else (),
        },
    )


@signed_in
def make(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = OfferForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        made = offers_of_help.offer(
            by=by,
            offered=offers_of_help.Offered(
                kind=given["kind"],
                title=given["title"],
                words=given["words"],
                capacity=given["capacity"],
                place=given["place"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
            ),
            on=timezone.localdate(),
        )
        messages.success(request, say("Everybody can read your offer now. You get a mail when it is needed."))
        return reverse("offer", kwargs={"ref": made.ref})

    page = {
        "form": form,
        "heading": say("Offer help"),
        "caption": by.organisation_name,
        "back": reverse("board"),
        "button": say("Show this offer to everyone"),
        "words": say(
            "Goods, volunteers, rooms, money, skilled work or what you can spare. Whoever introduces you to a community says so "
            "to both."
        ),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: offers_of_help.check_can_offer(by),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


@signed_in
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    offer = found(board.offer_with(ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": offer.version})

    def do(given: Mapping[str, Any]) -> str:
        offers_of_help.withdraw(
            by=by, made=offer, seen=given["version"] or 0, on=timezone.localdate(), at=timezone.now()
        )
        messages.success(request, say("Your offer is withdrawn."))
        return reverse("board")

    page = {
        "form": form,
        "heading": say("Withdraw this offer?"),
        "caption": offer.title,
        "back": reverse("offer", kwargs={"ref": ref}),
        "button": say("Withdraw it"),
        "kind": "warning",
        "words": say("Nobody finds it from now on. Introductions that were made stand."),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: offers_of_help.check_can_withdraw(by, offer),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )
