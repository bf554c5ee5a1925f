"""What the points mean: the scale that bidders are told and that scorers give reasons against."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Final

from fourfold.ground.kernel.said import say

# The points of each band, and what such an answer is like.
DESCRIPTORS: Final = (
    (0, say("0: not answered, or not acceptable")),
    (1, say("1: poor; most of what was asked is missing")),
    (2, say("2: weak; parts are missing or in doubt")),
    (3, say("3: acceptable; meets what was asked")),
    (4, say("4: good; meets it with useful detail and proof")),
    (5, say("5: excellent; meets it fully, with proof that it will be done")),
)


def descriptor_of(points: Decimal) -> str:
    """The band's words; of points between two bands, both. Raises ValueError outside of the scale."""
    words = dict(DESCRIPTORS)
    band = int(points.to_integral_value(ROUND_FLOOR))
    if band not in words or points > max(words):
        message = f"{points} points are not on the scale."
        raise ValueError(message)
    if points == band:
        return words[band]
    return say("Between {lower} and {upper}", lower=words[band], upper=words[band + 1])
