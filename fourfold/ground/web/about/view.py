from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/accessibility.jinja")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/privacy.jinja")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/cookies.jinja")


@require_safe
def how_numbers_are_made(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/how_numbers_are_made.jinja")
