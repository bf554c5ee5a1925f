"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: through PROXIES_IN_FRONT proxies of ours, each of which adds what it saw.

    What stands further left in the header was sent by the client, who may write there what they like.
    """
    proxies: int = getattr(settings, "PROXIES_IN_FRONT", 0)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
