"""Many tests at once find something by chance: p-values of one family, raised to allow for how many there are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence


class Multiplicity(StrEnum):
    NONE = "none"
    BONFERRONI = "bonferroni"
    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini_hochberg"

    @property
    def text(self) -> str:
        return {
            Multiplicity.NONE: say("not corrected for the number of comparisons"),
            Multiplicity.BONFERRONI: say("Bonferroni within a row of a block"),
            Multiplicity.HOLM: say("Holm within a row of a block"),
            Multiplicity.BENJAMINI_HOCHBERG: say(
                "false discovery rate (Benjamini and Hochberg) within a row of a block"
            ),
        }[self]


def adjusted(p_values: Sequence[float], method: Multiplicity) -> list[float]:
    """In the order given. Bonferroni: m p. Holm 1979: the running greatest of (m − i + 1) p(i). Benjamini and Hochberg 1995: the
    running least, from the greatest p down, of m p(i) / i. None is above one.
    """
    count = len(p_values)
    if method is Multiplicity.NONE:
        return list(p_values)
    if method is Multiplicity.BONFERRONI:
        return [min(1.0, count * p) for p in p_values]
    order = sorted(range(count), key=lambda at: p_values[at])
    found = [0.0] * count
    if method is Multiplicity.HOLM:
        running = 0.0
        for rank, at in enumerate(order):
            running = max(running, (count - rank) * p_values[at])
            found[at] = min(1.0, running)
        return found
    running = 1.0
    for rank, at in reversed(list(enumerate(order, 1))):
        running = min(running, count * p_values[at] / rank)
        found[at] = running
    return found
