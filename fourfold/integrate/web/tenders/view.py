"""Tenders as anyone may read them, signed in or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.people.actor import Actor
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions.bids import bids_for_its_organisation, check_can_bid, is_bidder
from fourfold.integrate.actions.first_stage import check_can_ask_to_take_part
from fourfold.integrate.queries.clarifications import answers_of
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.outcomes import letters_to
from fourfold.integrate.queries.procurements import state_at
from fourfold.integrate.queries.proportion import burden_of
from fourfold.integrate.queries.reservation import reservation_of
from fourfold.integrate.queries.routes import BY_NAME, own_request, route_choice, route_of
from fourfold.integrate.queries.tenders import ask_of_tender, tender, tenders
from fourfold.integrate.rules.burden import SIZE_NAMES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    by = getattr(request, "actor", None)
    page = page_of(request, tenders(at=now, open_only=False).defer("description"))
    return render(
        request,
        "integrate/web/tenders/list.jinja",
        {
            "page": page,
            "bids_here": isinstance(by, Actor) and bids_for_its_organisation(by),
            "rows": [(procurement, state_at(procurement, now)) for procurement in page.object_list],
        },
    )


@require_GET
def view(request: HttpRequest, ref: str) -> HttpResponse:
    now = timezone.now()
    shown = found(tender(ref, at=now))
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    return render(
        request,
        "integrate/web/tenders/page.jinja",
        {
            "shown": shown,
            "procurement": shown.procurement,
            "reader": by,
            "history": history_of(shown.procurement),
            "answers": answers_of(shown.procurement),
            "questions_until": shown.questions_until or shown.procurement.bids_close_at,
            "burden": burden_of(shown.procurement, on=timezone.localdate()),
            "sizes": SIZE_NAMES,
            "lots": lots_of(shown.procurement),
            "reservation": reservation_of(shown.procurement),
            "said": {ask.pk: ask_said(ask) for ask in shown.asks},
            "is_buyer": by is not None and by.organisation_id == shown.procurement.owner_id,
            # One who is not signed in is asked to, on the way to the page of questions.
            "bids_here": by is None or is_bidder(by, shown.procurement),
            "by_name": route_of(shown.procurement) in BY_NAME,
            "choice": route_choice(shown.procurement),
            "own_request": None if by is None else own_request(shown.procurement, by.organisation_id),
            "own_letters": [] if by is None else letters_to(by.organisation_id, shown.procurement.pk),
            "cannot_take_part": ""
            if by is None
            else reason_against(lambda: check_can_ask_to_take_part(by, shown.procurement, at=now)),
            "cannot_bid": ""
            if by is None
            else reason_against(lambda: check_can_bid(by, shown.procurement, at=now)),
        },
    )


@require_GET
def ask(request: HttpRequest, ref: str, ask: str) -> HttpResponse:
    """One measure asked for, with where it comes from and what came of it, as far as the reader may see."""
    one = found(ask_of_tender(procurement=ref, ask=ask))
    return render(
        request,
        "integrate/web/tenders/ask.jinja",
        {
            "ask": one,
            "said": ask_said(one),
            "strip": found(strip("ask", one.ref)),
            "history": history_of(one),
        },
    )
