"""The sentence that stands beside a button which cannot be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.people.actor import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable


def reason_why_not(check: Callable[[], None]) -> str:
    """What `check` refuses with, or an empty text where it lets one pass."""
    try:
        check()
    except NotAllowed as refusal:
        return str(refusal)
    return ""
