"""Each request in one log line and one count; and the three addresses that machines ask, answered before anything else.

The probes need no session, no tenant and no allowed host: they must answer when the database does not, and load
balancers ask by IP address and without HTTPS.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from django.urls import Resolver404, resolve

from fourfold.ground.operation import metrics
from fourfold.ground.operation.logs import pseudonym
from fourfold.ground.operation.security_log import note_refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    GetResponse = Callable[[HttpRequest], HttpResponse]

PROBES = "fourfold.ground.web.operation.urls"
_log = logging.getLogger("fourfold.request")


def observed(get_response: GetResponse) -> GetResponse:
    """The line tells the request's number, the name of its address, how it ended and how long it took."""

    def middleware(request: Any) -> HttpResponse:
        began = time.monotonic()
        response = get_response(request)
        seconds = time.monotonic() - began
        match = request.resolver_match
        route = (match.view_name or "unnamed") if match else "none"
        metrics.count_request(
            route=route, method=request.method, status=response.status_code, seconds=seconds
        )
        note_refusal(request, route=route, status=response.status_code)
        actor = getattr(request, "actor", None)
        _log.log(
            logging.DEBUG if getattr(request, "is_probe", False) else logging.INFO,
            "answered",
            extra={
                "request": request.request_id,
                "route": route,
                "method": request.method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                **({"organisation": pseudonym(actor.organisation_id)} if actor else {}),
            },
        )
        return response

    return middleware


def probes(get_response: GetResponse) -> GetResponse:
    def middleware(request: Any) -> HttpResponse:
        try:
            match = resolve(request.path_info, PROBES)
        except Resolver404:
            return get_response(request)
        request.resolver_match, request.is_probe = match, True
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        # What the middleware after this one says of every page; a browser that comes here has nothing to show.
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'"
        return answer

    return middleware
