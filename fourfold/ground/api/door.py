"""Who asks: by the token in Authorization and nothing else. A cookie opens nothing here, so no other site can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from fourfold.ground.api.problems import AT, Problem, document
from fourfold.ground.people import request_counts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.token_queries import Bearer, bearer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def door(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Under /api/, before anything else looks: `request.bearer` is who asks (None: no token), and `request.actor` too.

    A token that is no good is refused even where none is needed. Sessions are not looked at.
    """

    def middleware(request: Any) -> HttpResponse:
        if not request.path.startswith(AT):
            return get_response(request)
        try:
            bearer = _counted(request)
        except Problem as problem:
            return document(request, problem)
        request.bearer = bearer
        request.actor = None if bearer is None else bearer.actor
        request.own_organisations = []
        request.arrived_by_token = True
        response = get_response(request)
        # What one may read is nobody else's, and no browser's or proxy's to keep.
        response.headers.setdefault("Cache-Control", "private, no-cache" if bearer else "no-cache")
        response.headers.setdefault("Vary", "Authorization")
        return response

    return middleware


def _counted(request: HttpRequest) -> Bearer | None:
    """A token that is no good is counted with its address, so that nobody tries one after another without end."""
    sent = request.headers.get("Authorization")
    bearer = None if sent is None else _bearer_by(sent)
    _count(request, bearer)
    if sent is not None and bearer is None:
        raise Problem(
            "no-token", headers={"WWW-Authenticate": 'Bearer realm="Fourfold", error="invalid_token"'}
        )
    return bearer


def _bearer_by(sent: str) -> Bearer | None:
    how, _, secret = sent.strip().partition(" ")
    return bearer_of(secret=secret.strip(), on=timezone.localdate()) if how.lower() == "bearer" else None


def _count(request: HttpRequest, bearer: Bearer | None) -> None:
    now = timezone.now()
    if bearer is None:
        key = request_counts.key_of_address(address_of(request))
        allowed = request_counts.allowed_without_token()
    else:
        key, allowed = request_counts.key_of_token(bearer.token), settings.API_REQUESTS_A_MINUTE
    wait = request_counts.let_through(key=key, allowed=allowed, at=now)
    if wait:
        raise Problem("too-many", headers={"Retry-After": str(wait)})
