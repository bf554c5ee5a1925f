"""What whoever watches over an installation wants to see apart: who signed in or did not, and what was refused to whom.

A person stands there as a pseudonym that is of no use without the installation's key.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.operation.logs import pseudonym_of_person

if TYPE_CHECKING:
    from django.http import HttpRequest

REFUSALS: Final = frozenset({401, 403, 404, 405, 429})
_log = logging.getLogger("fourfold.security")


def note(request: HttpRequest | None, what: str, *, email: str, why: str = "", by: str = "") -> None:
    """`what`, `why` and `by` (with what somebody signed in) are words of ours, never what somebody typed."""
    extra: dict[str, Any] = {
        "request": getattr(request, "request_id", ""),
        "who": pseudonym_of_person(email),
        **({"why": why} if why else {}),
        **({"by": by} if by else {}),
    }
    _log.info(what, extra=extra)


def note_refusal(request: Any, *, route: str, status: int) -> None:
    """That somebody who had signed in was refused a page: one looking for what is not theirs is seen by the number."""
    actor = getattr(request, "actor", None)
    if actor is None or status not in REFUSALS:
        return
    extra = {
        "request": request.request_id,
        "route": route,
        "method": request.method,
        "status": status,
        "who": pseudonym_of_person(actor.email),
    }
    _log.info("refused", extra=extra)
