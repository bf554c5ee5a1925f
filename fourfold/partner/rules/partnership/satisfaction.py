"""How content members are, by the scale of the survey of 2014 (figure 8), beside the mix of sectors that they are in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.small_counts import publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.partner.rules.partnership.sectors import Part


class Satisfaction(StrEnum):
    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"
    DO_NOT_KNOW = "dk"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Satisfaction.VERY_SATISFIED: say("Very satisfied"),
    Satisfaction.SATISFIED: say("Satisfied"),
    Satisfaction.DISSATISFIED: say("Dissatisfied"),
    Satisfaction.VERY_DISSATISFIED: say("Very dissatisfied"),
    Satisfaction.DO_NOT_KNOW: say("Don’t know"),
}
_CONTENT: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """Counts in the order of the scale, and their total; None where a count is withheld."""

    mix: frozenset[Part]
    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class ByMix:
    """`all` is the row of all mixes together; `content` of 100 are satisfied or very satisfied, None where it is withheld."""

    rows: tuple[Row, ...]
    all: Row
    content: Decimal | None
    withheld: bool


def by_mix(ratings: Iterable[tuple[frozenset[Part], Satisfaction]], *, least: int) -> ByMix | None:
    """None where nobody has answered. A count of fewer than `least` members is withheld, with what would give it away."""
    counted = Counter(ratings)
    mixes = sorted({mix for mix, _ in counted}, key=lambda mix: (len(mix), sorted(mix)))
    if not mixes:
        return None
    published = publish(
        [[counted[mix, answer] for answer in Satisfaction] for mix in mixes], threshold=least
    ).rows
    rows = tuple(Row(mix, counts[:-1], counts[-1]) for mix, counts in zip(mixes, published, strict=False))
    last = Row(frozenset(), published[-1][:-1], published[-1][-1])
    content = [last.counts[place] for place in _CONTENT]
    share = None
    if last.total is not None and None not in content:
        share = Decimal(100 * sum(each or 0 for each in content)) / last.total
        share = share.quantize(Decimal("0.1"))
    return ByMix(rows, last, share, any(each is None for row in published for each in row))
