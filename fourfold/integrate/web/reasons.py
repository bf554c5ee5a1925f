"""Why a button cannot be pressed, in the words of the check that would refuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.people.actor import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable


def reason_why_not(check: Callable[..., None], *things: Any, **more: Any) -> str:
    """The refusal of `check`, or "" where it lets the actor through."""
    try:
        check(*things, **more)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
