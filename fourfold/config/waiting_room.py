"""Where requests wait before they are answered: the moment each came is noted at its door, and nobody waits for a slow line.

The web server hands every request over as soon as its head is there, on one of many threads, each of which only notes when
that was, takes the body in and waits. Pages are made on few threads: on more, two cores answer more slowly. So a bid's time
does not hang on how long the queue was, nor on how long its body took.
"""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from fourfold.ground.files.scratch import Scratch
from fourfold.ground.web.middleware import ARRIVED_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import WSGIApplication, WSGIEnvironment

_IN_MEMORY: Final = 1024 * 1024
# More than any form or piece that we take. What says that it is larger is refused by the page, unread.
_MOST: Final = 256 * 1024 * 1024
_PIECE: Final = 64 * 1024


class WaitingRoom:
    """A WSGI application around another, which answers `at_once` requests at a time."""

    def __init__(self, application: WSGIApplication, *, at_once: int) -> None:
        self._application = application
        self._turns = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="page")

    def __call__(self, environ: WSGIEnvironment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[ARRIVED_AT] = datetime.now(UTC)
        body = _taken_in(environ)
        if body is not None:
            environ["wsgi.input"] = body
        return self._turns.submit(self._application, environ, start_response).result()


def _taken_in(environ: WSGIEnvironment) -> IO[bytes] | None:
    """The body, all of it that came; None where there is none or it is left where it is."""
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 12 else 0  # noqa: PLR2004
    if not 0 < size <= _MOST:
        return None
    body: IO[bytes] = io.BytesIO() if size <= _IN_MEMORY else io.BufferedRandom(Scratch())
    left = size
    while left and (piece := environ["wsgi.input"].read(min(left, _PIECE))):
        body.write(piece)
        left -= len(piece)
    body.seek(0)
    return body
