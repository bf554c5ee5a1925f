"""The directory of organisations, for anyone to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.queries.leadership import services_of
from fourfold.ground.people.actor import Actor
from fourfold.ground.web.paging import page_of
from fourfold.partner.actions.directory_lists import can_bring
from fourfold.partner.actions.own_entry import can_speak
from fourfold.partner.queries.directory import entries, own_entry, places_of
from fourfold.partner.web.directory.form import FindForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def view(request: HttpRequest) -> HttpResponse:
    """Who works where, at what, and what shows a social enterprise. Whoever signed in sees their own lists as well."""
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    form = FindForm(request.GET)
    sought = form.sought()
    page = page_of(request, entries(sought).select_related("owner", "received_in"))
    shown = list(page.object_list)
    kept = request.GET.copy()
    kept.pop("page", None)
    places = places_of(shown)
    return render(
        request,
        "partner/web/directory/page.jinja",
        {
            "form": form,
            "asked": any(value for name, value in request.GET.items() if name != "page"),
            "page": page,
            "rows": [(entry, places[entry.pk]) for entry in shown],
            "here": f"?{kept.urlencode()}&page={{page}}" if kept else "?page={page}",
            "reader": by,
            "can_bring": by is not None and can_bring(by),
            "can_speak": by is not None and can_speak(by),
            "is_found": by is not None and own_entry(by.organisation_id) is not None,
            "services": []
            if by is None
            else [each.name for each in services_of(by.organisation_id, on=timezone.localdate())[:12]],
        },
    )
