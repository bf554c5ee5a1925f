"""Where the bundled lists come from, with the attribution that their licences ask for. Anyone may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.organisations.reference.lists import sources

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def reference_data(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/organisations/reference_data/page.jinja", {"sources": sources()})
