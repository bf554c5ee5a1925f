from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/accessibility.jinja")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/privacy.jinja")


def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/cookies.jinja")


def how_numbers_are_made(request: HttpRequest) -> HttpResponse:
    return render(request, "ground/web/about/how_numbers_are_made.jinja")
