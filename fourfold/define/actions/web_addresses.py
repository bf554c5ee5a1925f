"""An address that becomes a link on a page: nothing but the web, so that no script hides in it."""

from __future__ import annotations

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused


def check_web_address(text: str, *, field: str) -> None:
    """Raises Refused; empty is allowed."""
    if text.strip() and not text.strip().lower().startswith(("https://", "http://")):
        raise Refused(say("Enter a web address that begins with https:// or http://"), field=field)
