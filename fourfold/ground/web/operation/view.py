"""Alive, ready, and in numbers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fourfold.ground.operation import metrics
from fourfold.ground.operation.findings import Level
from fourfold.ground.operation.vital import scanner, vital_signs

if TYPE_CHECKING:
    from fourfold.ground.operation.findings import Finding

_log = logging.getLogger("fourfold.ready")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nothing else: restarting it cures nothing that is wrong elsewhere."""
    return _fresh(HttpResponse("ok\n", content_type="text/plain"))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Which of what must hold does, by name; why one does not is in the log, for those who run the site."""
    signs = list(vital_signs())
    # Told of, and no reason to send people away: all but uploading goes on without it.
    told = [*signs, *scanner()]
    for sign in told:
        if sign.level is Level.WRONG:
            _log.error("%s", sign.words, extra={"check": sign.about})
    return _fresh(JsonResponse(_told(signs, told), status=503 if _any_wrong(signs) else 200))


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    if not metrics.are_on():
        return _fresh(HttpResponse("Metrics are off.\n", status=404, content_type="text/plain"))
    if not metrics.may_read(request.headers.get("Authorization", "")):
        refused = HttpResponse("A token is needed.\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return _fresh(refused)
    return _fresh(HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE))


def _any_wrong(signs: list[Finding]) -> bool:
    return any(sign.level is Level.WRONG for sign in signs)


def _told(signs: list[Finding], told: list[Finding]) -> dict[str, object]:
    return {
        "ready": not _any_wrong(signs),
        "checks": {sign.about: "wrong" if sign.level is Level.WRONG else "ok" for sign in told},
    }


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
