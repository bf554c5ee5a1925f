"""The addresses of the site: each storey brings its own, whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from fourfold.config import api
from fourfold.config.command_line import STOREYS

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    *api.urlpatterns,
    *(
        pattern
        for storey in STOREYS
        for pattern in importlib.import_module(f"fourfold.{storey}.urls").urlpatterns
    ),
]

handler400 = "fourfold.ground.web.errors.bad_request"
handler403 = "fourfold.ground.web.errors.not_allowed"
handler404 = "fourfold.ground.web.errors.not_found"
handler500 = "fourfold.ground.web.errors.broken"
