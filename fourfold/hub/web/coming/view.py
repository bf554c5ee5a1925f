from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Says what will be here."""
    return render(request, "hub/web/coming/library.jinja")
