"""A file with a virus is noted in the security log and on the trail, although the request that it came with is undone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.utils import timezone

from fourfold.ground.files.refusals import VirusFound
from fourfold.ground.files.scanning import remember_virus
from fourfold.ground.operation import security_log

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

_log = logging.getLogger("fourfold.files")


def note_file_refusal(request: Any, refusal: Exception) -> None:
    """In a request, once it is over. Of other refusals nothing is noted: they are slips, and told to who made them."""
    by: Actor | None = getattr(request, "actor", None)
    if not isinstance(refusal, VirusFound) or by is None:
        return

    def write() -> None:
        note_virus(by=by, refusal=refusal, at=timezone.now(), request=request)

    request.afterwards = [*getattr(request, "afterwards", ()), write]


def note_virus(*, by: Actor, refusal: Exception, at: datetime, request: Any = None) -> None:
    """Outside a transaction that may be undone."""
    if not isinstance(refusal, VirusFound):
        return
    security_log.note(request, "a file with a virus was refused", email=by.email, why=refusal.found)
    try:
        remember_virus(by=by, refusal=refusal, at=at)
    except DatabaseError:
        # The refusal stands and is in the log.
        _log.exception("A file with a virus could not be noted on the trail.")
