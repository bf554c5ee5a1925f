"""Figures by area from files: looked at first, then taken in, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import needs
from fourfold.define.exchange.need_import import look_at
from fourfold.define.queries.needs import import_with, imports_of, places_looked_at
from fourfold.define.rules.areas import Edition
from fourfold.define.web.import_need.form import NeedForm
from fourfold.define.web.sure import SureForm
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

A_FEW = 10


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = page_of(request, imports_of(by.organisation_id))
    return render(
        request,
        "define/web/import_need/list.jinja",
        {
            "page": page,
            "places": places_looked_at(by.organisation_id),
            "cannot": reason_against(lambda: needs.check_can_choose(by)),
        },
    )


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = NeedForm(request.POST or None, request.FILES or None)

    def do(given: Mapping[str, Any]) -> str:
        kept = look_at(
            by=by,
            content=given["file"].read(),
            name=str(given["file"].name),
            code_column=given["code_column"],
            value_column=given["value_column"],
            described=needs.FigureDescribed(
                title=given["title"],
                unit=given["unit"],
                edition=Edition(given["edition"]),
                as_of=given["as_of"],
                source_title=given["source_title"],
                source_publisher=given["source_publisher"],
                source_href=given["source_href"],
                licence=given["licence"],
            ),
            on=timezone.localdate(),
        )
        return reverse("need_import", kwargs={"ref": kept.ref})

    return send(
        request,
        form,
        check=lambda: needs.check_can_choose(by),
        do=do,
        show=lambda: render(request, "define/web/import_need/new.jinja", {"form": form}),
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = found(import_with(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "define/web/import_need/page.jinja",
        {
            "kept": kept,
            "figures": list(kept.figures.all()[:A_FEW]),
            "count": kept.figures.count(),
            "cannot": reason_against(lambda: needs.check_can_decide(by, kept)),
            "history": history_of(kept),
        },
    )


@signed_in
def take_in(request: HttpRequest, ref: str) -> HttpResponse:
    return _decide(request, ref, undo=False)


@signed_in
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    return _decide(request, ref, undo=True)


def _decide(request: HttpRequest, ref: str, *, undo: bool) -> HttpResponse:
    by = actor_of(request)
    kept = found(import_with(owner=by.organisation_id, ref=ref))
    address = reverse("need_import", kwargs={"ref": ref})
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": kept.version})

    def do(given: Mapping[str, Any]) -> str:
        seen = given["version"] or 0
        if undo:
            needs.undo(by=by, kept=kept, seen=seen, on=timezone.localdate())
            messages.success(request, say("The figures were taken out."))
        else:
            needs.take_in(by=by, kept=kept, seen=seen, on=timezone.localdate())
            messages.success(request, say("The figures were taken in."))
        return address

    return task(
        request,
        form,
        check=lambda: needs.check_can_decide(by, kept),
        do=do,
        heading=say("Take these figures out?") if undo else say("Take these figures in?"),
        caption=kept.title,
        back=address,
        button=say("Take them out") if undo else say("Take them in"),
        words=say("They stand beside no priority any more. That they once did stays on record.")
        if undo
        else say("From now on they can stand beside your priorities, with their source and day."),
        kind="warning" if undo else "",
    )
