"""Addresses for what base.jinja leads to, so that the ground's own pages are tested without the storeys above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import path

from fourfold.ground.web.about import urls as about

if TYPE_CHECKING:
    from django.urls import URLPattern

NAMES = (
    "home",
    "define",
    "integrate",
    "partner",
    "measure",
    "tracker",
    "library",
    "contracts",
    "jobs",
    "search",
    "sign_in",
    "sign_out",
    "switch_organisation",
)


def elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("elsewhere")


urlpatterns: list[URLPattern] = [
    *about.urlpatterns,
    *(path(f"{name}/", elsewhere, name=name) for name in NAMES),
]
