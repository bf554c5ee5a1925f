"""The register: procurements as their buyers published them, and each with its criteria, parties and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions.procurements import check_can_start
from fourfold.integrate.actions.register import can_import
from fourfold.integrate.queries.register import (
    Sought,
    entry_page,
    register,
    register_entry,
    years_of_register,
)
from fourfold.integrate.web.register.form import SoughtForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = SoughtForm(request.GET, years=years_of_register(by.organisation_id))
    given = form.cleaned_data if form.is_valid() else {}
    sought = Sought(
        text=given.get("q", ""),
        kind=given.get("kind", ""),
        year=given.get("year"),
        social_value=bool(given.get("social_value")),
    )
    page = page_of(request, register(by.organisation_id, sought))
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "integrate/web/register/list.jinja",
        {
            "form": form,
            "page": page,
            "entries": list(page.object_list),
            "searching": sought != Sought(),
            "here": f"?{kept.urlencode()}&page={{page}}" if kept else "?page={page}",
            "can_import": can_import(by),
        },
    )


@require_GET
@signed_in
def entry(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    one = found(register_entry(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/register/entry.jinja",
        {
            "shown": entry_page(one),
            "entry": one,
            "cannot_start": reason_against(lambda: check_can_start(by)),
            "history": history_of(one),
        },
    )
