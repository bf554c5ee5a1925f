"""What a browser was asked about passkeys: kept in its session for five minutes and one answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from fourfold.ground.identity.webauthn import Site
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from django.http import HttpRequest

PATIENCE: Final = timedelta(minutes=5)
MAKE: Final = "passkey_to_make"
SHOW: Final = "passkey_to_show"
CONFIRMED: Final = "passkey_confirmed"


def our_site() -> Site:
    """By the installation's own word. What a request calls us is for its sender to choose."""
    return Site.at(settings.SITE_ADDRESS)


def reason_here(request: HttpRequest) -> str:
    """Why no browser will do it at the address where this one is, or nothing."""
    site = our_site()
    if not site.has_a_name:
        return say(
            "This site has a number, {host}, and no name. Passkeys need one: whoever runs the "
            "installation gives it one with FOURFOLD_SITE_ADDRESS.",
            host=site.host,
        )
    if f"{request.scheme}://{request.get_host()}".lower() != site.origin:
        return say("Passkeys work at {origin} alone. Open this page there.", origin=site.origin)
    return ""


def remember(request: HttpRequest, what: str, state: Any, *, at: datetime) -> None:
    request.session[what] = [state, at.isoformat()]


def looked_at(request: HttpRequest, what: str, *, at: datetime) -> Any:
    """What is kept, without using it up; None where nothing is, or no longer."""
    state, since = request.session.get(what) or (None, "")
    if state is None or datetime.fromisoformat(since) + PATIENCE < at:
        return None
    return state


def asked(request: HttpRequest, what: str, *, at: datetime) -> Any:
    """Used up, whatever the answer is worth."""
    state = looked_at(request, what, at=at)
    request.session.pop(what, None)
    return state
