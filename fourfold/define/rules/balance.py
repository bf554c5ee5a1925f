"""Whether a portfolio looks past employment. Health, environment and the community are the part that is often missed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Units that count people's work and training for it and nothing else.
EMPLOYMENT = frozenset(
    {"apprenticeships", "apprenticeship_weeks", "placements", "jobs", "fte", "qualifications"}
)
# Of what is told apart, so much of one theme is nearly all: four in five. A choice of this project, not a standard.
NEARLY_ALL: Final = Decimal("0.8")


def only_employment(units: Collection[str]) -> bool:
    """True where there are measures and every one of them counts jobs or training."""
    return bool(units) and EMPLOYMENT.issuperset(units)


class Weight(StrEnum):
    NOTHING = "nothing"
    # There is something, but nothing tells what it is about.
    NOT_TOLD = "not_told"
    ALL = "all"
    NEARLY_ALL = "nearly_all"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Balance:
    """`heaviest` is the theme with most; None where there is none, or two are level. `share` is its part of what is told
    apart. `missing` are the themes that were wanted and have nothing.
    """

    weight: Weight
    heaviest: str | None
    share: Decimal | None
    not_told: int
    missing: tuple[str, ...]


def balance(counts: Mapping[str | None, int], *, wanted: Collection[str] = ()) -> Balance:
    """`counts` by theme, None for what nothing tells the theme of; `wanted` are the themes of the adopted priorities."""
    told = {theme: count for theme, count in counts.items() if theme is not None and count}
    not_told = counts.get(None, 0)
    missing = tuple(dict.fromkeys(theme for theme in wanted if theme not in told))
    if not told:
        return Balance(Weight.NOT_TOLD if not_told else Weight.NOTHING, None, None, not_told, missing)
    ranked = sorted(told.items(), key=lambda item: -item[1])
    heaviest, most = ranked[0]
    if len(ranked) > 1 and ranked[1][1] == most:
        return Balance(Weight.MIXED, None, None, not_told, missing)
    share = Decimal(most) / sum(told.values())
    return Balance(_weight(share), heaviest, share, not_told, missing)


def _weight(share: Decimal) -> Weight:
    if share == 1:
        return Weight.ALL
    return Weight.NEARLY_ALL if share >= NEARLY_ALL else Weight.MIXED
