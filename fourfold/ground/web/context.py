"""What every page is given besides its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The organisations that one may act for, which the middleware found: no query of its own."""
    return {"own_organisations": getattr(request, "own_organisations", [])}
