"""Who is involved at policy, design and delivery: of one procurement, and over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions import involvement
from fourfold.integrate.models import InvolvedPart, Stage
from fourfold.integrate.queries.involvement import (
    entered_for,
    entered_with,
    gaps_by_procurement,
    map_of,
    over_all,
    procurements_going_on,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.involved.form import InvolvedForm, TakeOutForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.procurements import Procurement

NAMES = {"stages": dict(Stage.choices), "parts": dict(InvolvedPart.choices)}


@require_safe
@signed_in
def of_one(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/involved/page.jinja",
        {
            "procurement": procurement,
            "map": map_of(procurement),
            "history": history_of(*entered_for(procurement)),
            "cannot_enter": reason_against(lambda: involvement.check_can_enter(by, procurement)),
            **NAMES,
        },
    )


@require_safe
@signed_in
def of_all(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = page_of(request, procurements_going_on(by.organisation_id).defer("description"))
    gaps = gaps_by_procurement(by.organisation_id, page.object_list)
    return render(
        request,
        "integrate/web/involved/all.jinja",
        {
            "shown": over_all(by.organisation_id),
            "page": page,
            "gaps": gaps,
            "cannot_enter": reason_against(lambda: involvement.check_can_enter(by, None)),
            **NAMES,
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def enter(request: HttpRequest, ref: str) -> HttpResponse:
    procurement = found(procurement_of(owner=actor_of(request).organisation_id, ref=ref))
    return _enter(request, procurement)


@require_http_methods(["GET", "POST"])
@signed_in
def enter_for_all(request: HttpRequest) -> HttpResponse:
    return _enter(request, None)


@require_http_methods(["GET", "POST"])
@signed_in
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    entered = found(entered_with(owner=by.organisation_id, ref=ref))
    back = _page_of(entered.procurement)

    def do(_given: Mapping[str, Any]) -> str:
        involvement.take_out(by=by, entered=entered)
        return back

    return task(
        request,
        TakeOutForm(request.POST or None),
        check=lambda: involvement.check_can_take_out(by, entered),
        do=do,
        heading=say("Take this out of the map?"),
        caption="" if entered.procurement is None else entered.procurement.title,
        back=back,
        button=say("Take it out"),
        words=say("{part}: {words}", part=entered.get_part_display(), words=entered.who or entered.how),
        kind="warning",
    )


def _enter(request: HttpRequest, procurement: Procurement | None) -> HttpResponse:
    by = actor_of(request)
    wanted = {name: request.GET.get(name, "") for name in ("stage", "part")}
    form = InvolvedForm(request.POST or None, initial=wanted)
    back = _page_of(procurement)

    def do(given: Mapping[str, Any]) -> str:
        involvement.enter(
            by=by,
            procurement=procurement,
            **{name: given[name] for name in ("stage", "part", "who", "how", "needless")},
            on=timezone.localdate(),
        )
        return back

    return task(
        request,
        form,
        check=lambda: involvement.check_can_enter(by, procurement),
        do=do,
        heading=say("Enter who is involved"),
        caption=say("For all your procurements") if procurement is None else procurement.title,
        back=back,
        button=say("Enter it"),
    )


def _page_of(procurement: Procurement | None) -> str:
    if procurement is None:
        return reverse("involved")
    return reverse("procurement_involved", kwargs={"ref": procurement.ref})
