"""An ETag is a digest of what was shown. Whoever changes it sends that back, and is refused where it is no longer true."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, HttpResponseNotModified

from fourfold.ground.api.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest
    from pydantic import BaseModel

_ETAG: Final = re.compile(r'(?:W/)?"[^"]*"')


def etag_of(shown: bytes) -> str:
    return f'"{hashlib.sha256(shown).hexdigest()[:32]}"'


def shown(request: HttpRequest, shape: BaseModel, *, status: int = 200, location: str = "") -> HttpResponse:
    """The answer with its ETag; 304 without a body where the reader has it already."""
    body = shape.model_dump_json().encode()
    etag = etag_of(body)
    response: HttpResponse
    if request.method == "GET" and _named(request.headers.get("If-None-Match", ""), etag, weakly=True):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, status=status, content_type="application/json")
    response["ETag"] = etag
    if location:
        response["Location"] = location
    return response


def check_unchanged(request: HttpRequest, standing: BaseModel) -> None:
    """`standing` is what a GET would show now. Raises Problem: 428 without If-Match, 412 where it names something else."""
    named = request.headers.get("If-Match")
    if named is None:
        raise Problem("no-etag")
    if not _named(named, etag_of(standing.model_dump_json().encode()), weakly=False):
        raise Problem("changed-meanwhile")


def _named(header: str, etag: str, *, weakly: bool) -> bool:
    """Whether `header` names `etag`. For If-Match a weak one never matches (RFC 9110)."""
    if header.strip() == "*":
        return True
    named = _ETAG.findall(header[:4_000])
    return etag in ([each.removeprefix("W/") for each in named] if weakly else named)
