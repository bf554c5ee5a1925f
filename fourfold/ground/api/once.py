"""A POST with an Idempotency-Key is carried out once: sent again, it is answered as it was the first time."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone

from fourfold.ground.api.problems import Problem, as_problem, document
from fourfold.ground.api.tables import RememberedAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    GetResponse = Callable[[HttpRequest], HttpResponse]

HEADERS: Final = ("Content-Type", "Location", "ETag")
_KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{8,100}", re.ASCII)


def once(get_response: GetResponse) -> GetResponse:
    """One transaction for what the request does and for its answer. Of two at the same moment the second waits for the
    first and is answered the same. What was refused is not remembered: it may be corrected and sent under the same key.
    """

    def middleware(request: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        bearer = getattr(request, "bearer", None)
        if key is None or bearer is None or request.method != "POST":
            return get_response(request)
        try:
            _check_key(key)
            return _once(request, bearer.token, key, get_response)
        except (Problem, SuspiciousOperation, MultiPartParserError) as refusal:
            return document(request, as_problem(refusal))

    return middleware


def kept_for() -> timedelta:
    return timedelta(days=settings.API_KEPT_DAYS)


def _check_key(key: str) -> None:
    if _KEY.fullmatch(key) is None:
        words = "A key has 8 to 100 letters, digits and the signs _ . : -"
        raise Problem("refused", words, errors=[("Idempotency-Key", words)])


def _once(request: HttpRequest, token: int, key: str, get_response: GetResponse) -> HttpResponse:
    now, sha256 = timezone.now(), _sha256_of(request)
    with transaction.atomic():
        RememberedAnswer.objects.filter(token_id=token, at__lt=now - kept_for()).delete()
        row, new = RememberedAnswer.objects.get_or_create(
            token_id=token, key=key, defaults={"request_sha256": sha256, "at": now}
        )
        if not new:
            return _again(row, sha256)
        response = get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST or response.streaming:
            transaction.set_rollback(True)
            return response
        row.status, row.body = response.status_code, response.content
        row.headers = {name: response[name] for name in HEADERS if name in response}
        row.save(update_fields=["status", "body", "headers"])
    return response


def _again(row: RememberedAnswer, sha256: str) -> HttpResponse:
    if row.request_sha256 != sha256:
        raise Problem("key-of-another")
    response = HttpResponse(bytes(row.body), status=row.status)
    for name, value in row.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response


def _sha256_of(request: HttpRequest) -> str:
    """Of the method, the address and what was sent. Of a form the fields and files: each sending has a boundary of its own."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
