"""The scale on which evaluators give points: a number, and the words that say what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

DEFAULT_SCALE: Final[Mapping[int, str]] = {
    0: say("not answered, or not acceptable"),
    1: say("poor; most of what was asked is missing"),
    2: say("weak; parts are missing or in doubt"),
    3: say("acceptable; meets what was asked"),
    4: say("good; meets it with useful detail and proof"),
    5: say("excellent; meets it fully, with proof that it will be done"),
}


def scale_problem(words: Mapping[int, str], *, most: int) -> tuple[int, str]:
    """(points, words) of what is wrong with a scale; (0, "") where it can stand.

    A step without words is not used. Nothing and the most always are, so that every scale has the same ends.
    """
    for end in (0, most):
        if not words.get(end, "").strip():
            return end, say("Say what {points} points mean; a scale needs both its ends", points=end)
    texts = [text.strip().casefold() for text in words.values() if text.strip()]
    for points, text in words.items():
        if text.strip() and texts.count(text.strip().casefold()) > 1:
            return points, say("Two steps have the same words. Say how they differ")
    return 0, ""


def descriptor_of(points: Decimal, scale: Mapping[int, str]) -> str:
    """The words of that step; between two steps that are used, those of both. Raises ValueError outside of the scale."""
    steps = sorted(scale)
    if not steps[0] <= points <= steps[-1]:
        message = f"{points} points are not on the scale."
        raise ValueError(message)
    lower = max(each for each in steps if each <= points)
    if points == lower:
        return _step(lower, scale)
    upper = min(each for each in steps if each > points)
    return say("Between {lower} and {upper}", lower=_step(lower, scale), upper=_step(upper, scale))


def _step(points: int, scale: Mapping[int, str]) -> str:
    return say("{points}: {words}", points=points, words=scale[points])
