"""The packs that an organisation holds a licence for: their licences, their measures, and what uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import packs as actions
from fourfold.define.actions.choosing import check_can_use
from fourfold.define.queries.packs import pack_measure, pack_measures, pack_with, packs_of, uses_of, values_of
from fourfold.define.rules.licences import standing
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = page_of(request, packs_of(by.organisation_id))
    today = timezone.localdate()
    return render(
        request,
        "define/web/packs/list.jinja",
        {
            "page": page,
            "packs": [(each, standing(each.expires_on, on=today)) for each in page.object_list],
            "cannot_bring": reason_against(lambda: actions.check_can_bring(by)),
        },
    )


@require_safe
@signed_in
def show(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))
    today = timezone.localdate()
    return render(
        request,
        "define/web/packs/pack.jinja",
        {
            "pack": pack,
            "standing": standing(pack.expires_on, on=today),
            "page": page_of(request, pack_measures(pack)),
            "uses": uses_of(pack),
            "cannot_go_on": reason_against(lambda: actions.check_can_go_on(by, pack)),
            "cannot_undo": reason_against(lambda: actions.check_can_undo(by, pack)),
            "history": history_of(pack),
        },
    )


@require_safe
@signed_in
def measure(request: HttpRequest, ref: str, measure: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))
    theirs = found(pack_measure(pack, measure))
    today = timezone.localdate()
    return render(
        request,
        "define/web/packs/measure.jinja",
        {
            "pack": pack,
            "measure": theirs,
            "values": values_of(theirs),
            "standing": standing(pack.expires_on, on=today),
            "cannot_use": reason_against(lambda: check_can_use(by, pack, on=today)),
        },
    )
