"""What a browser was asked about passkeys: kept in its session for five minutes and one answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.identity.webauthn import Site

if TYPE_CHECKING:
    from django.http import HttpRequest

PATIENCE: Final = timedelta(minutes=5)
MAKE: Final = "passkey_to_make"
SHOW: Final = "passkey_to_show"


def site_of(request: HttpRequest) -> Site:
    """As the browser sees us. The host is one of those that the installation has named."""
    return Site(f"{request.scheme}://{request.get_host()}")


def remember(request: HttpRequest, what: str, state: dict[str, Any], *, at: datetime) -> None:
    request.session[what] = [state, at.isoformat()]


def asked(request: HttpRequest, what: str, *, at: datetime) -> dict[str, Any] | None:
    """Used up, whatever the answer is worth."""
    state, since = request.session.pop(what, None) or (None, "")
    if state is None or datetime.fromisoformat(since) + PATIENCE < at:
        return None
    kept: dict[str, Any] = state
    return kept
