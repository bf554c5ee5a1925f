"""The first half of a postcode: enough to know the neighbourhood, not the street. What was typed beyond it is dropped."""

from __future__ import annotations

import re
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say

_TYPED: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?[0-9][A-Z]{2})?", re.ASCII)


def district_of(text: str) -> str:
    """Of "sy1 1aa" it is SY1; nothing typed is nothing. Raises NotUnderstood."""
    typed = " ".join(text.upper().split())
    if not typed:
        return ""
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise NotUnderstood(say("Enter the first half of a postcode, such as SY1, or leave it empty"))
    return match[1]
