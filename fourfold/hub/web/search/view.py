from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.hub.queries.search import search

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def view(request: HttpRequest) -> HttpResponse:
    """Everything that one may see, by its title; signed out, what is public."""
    words = request.GET.get("q", "").replace("\x00", "")
    return render(
        request,
        "hub/web/search/page.jinja",
        {"words": words, "heaps": search(words, on=timezone.localdate())},
    )
