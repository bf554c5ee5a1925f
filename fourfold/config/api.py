"""The API: the operations that each storey brings, under one description, at /api/v1/."""

from __future__ import annotations

import importlib
import pkgutil

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from fourfold.config.command_line import STOREYS
from fourfold.ground.api.problems import answer_with_problems
from fourfold.ground.api.reading import StrictParser
from fourfold.ground.api.schema import serve

WORDS = """\
Policies, procurements, promises, deliveries and accounts of social value, for programs. An operation does what the page
of the same name does, by the same checks: a token acts as its person and never more than its scopes. Bids cannot be
read, written or opened here: they are sealed, and people open them.

Numbers travel as text, days as 2026-11-23, moments with their zone. What is not known is null, never nought. Lists come
in parts: send `next_cursor` as `cursor` for the next. What is refused is answered with a problem document (RFC 9457).
"""

api = NinjaAPI(
    title="Fourfold",
    version="1.0.0",
    description=WORDS,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
    servers=[{"url": "/api/v1"}],
)
answer_with_problems(api)


def _routers() -> None:
    for storey in STOREYS:
        name = f"fourfold.{storey}.api"
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise
            continue
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            router = getattr(importlib.import_module(f"{name}.{module.name}"), "router", None)
            if router is not None:
                api.add_router("", router)


_routers()

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", serve(api), name="api_description"),
    path("api/v1/", api.urls),
]
