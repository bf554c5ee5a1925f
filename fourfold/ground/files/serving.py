"""How a file goes out: as a download of the kind that was found in it, which no page of ours and no other site can show or run.

The caller has asked whether the reader may see the file; nothing here does.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final

from django.http import FileResponse, HttpResponse

from fourfold.ground.files import store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from fourfold.ground.files.tables import EvidenceFile

_PIECE: Final = 64 * 1024
# One part alone. Of more, and of what is written otherwise, the whole may be sent (RFC 9110, 14.2).
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def download(request: HttpRequest, file: EvidenceFile) -> HttpResponseBase | None:
    """The bytes, or the part of them that `Range` asks for; None where the store has lost them."""
    try:
        content = store.path_of(file.sha256).open("rb")
    except FileNotFoundError:
        return None
    part = _part(request, file)
    response: HttpResponseBase
    if part is None:
        response = FileResponse(content, as_attachment=True, filename=file.name)
    elif not part:
        content.close()
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response["Content-Range"] = f"bytes */{file.size}"
    else:
        response = FileResponse(
            _Part(content, part), as_attachment=True, filename=file.name, status=HTTPStatus.PARTIAL_CONTENT
        )
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
        response["Content-Length"] = str(len(part))
    # Text was brought to UTF-8 when it came.
    response["Content-Type"] = (
        f"{file.media_type}{'; charset=utf-8' if file.media_type == 'text/plain' else ''}"
    )
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(file)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


class _Part:
    """A file of which only `part` can be read; FileResponse closes it."""

    def __init__(self, content: IO[bytes], part: range) -> None:
        self._content = content
        self._left = len(part)
        content.seek(part.start)

    def read(self, size: int = _PIECE) -> bytes:
        piece = self._content.read(min(size, self._left))
        self._left -= len(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.read, b"")

    def close(self) -> None:
        self._content.close()


def _part(request: HttpRequest, file: EvidenceFile) -> range | None:
    """None for the whole; an empty range where what was asked for begins behind the end."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    # The rest of another content would not fit what was fetched before.
    unchanged = request.headers.get("If-Range", _etag(file)) == _etag(file)
    if request.method != "GET" or asked is None or not unchanged:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return range(max(0, file.size - int(last)), file.size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else file.size, file.size))


def _etag(file: EvidenceFile) -> str:
    return f'"{file.sha256}"'
