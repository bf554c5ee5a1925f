"""How many organisations of the same type and size have a priority of each theme, and never so few that one shows through.

Each organisation is in one group alone: that of its type and size, or, where its size has too few, that of its type with the
other sizes that have too few. So no two published numbers can be subtracted from one another. Whoever reads a group is
in it and knows its own priorities: there must be the least number of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.themes import Theme
from fourfold.ground.kernel.small_counts import publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The sizes of a type that have too few organisations of their own.
OTHER_SIZES: Final = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one organisation puts in: its type, its size, and what its priorities are about. Not its name."""

    sector: str
    size: str
    themes: frozenset[Theme]


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """`counts` of organisations with a priority of that theme; None is withheld, because it or its rest is too small."""

    sector: str
    size: str
    organisations: int
    counts: Mapping[Theme, int | None]


def peer_groups(contributions: Iterable[Contribution], *, least: int) -> tuple[PeerGroup, ...]:
    """The groups in which each organisation has at least `least` others; of the rest nothing is said."""
    by_sector: dict[str, dict[str, list[Contribution]]] = {}
    for each in contributions:
        by_sector.setdefault(each.sector, {}).setdefault(each.size, []).append(each)
    found = []
    for sector, sizes in sorted(by_sector.items()):
        others: list[Contribution] = []
        for size, members in sorted(sizes.items()):
            if len(members) > least:
                found.append(_group(sector, size, members, least))
            else:
                others += members
        if len(others) > least:
            found.append(_group(sector, OTHER_SIZES, others, least))
    return tuple(found)


def _group(sector: str, size: str, members: Sequence[Contribution], least: int) -> PeerGroup:
    counts: dict[Theme, int | None] = {}
    for theme in Theme:
        having = sum(theme in each.themes for each in members)
        # The number of organisations is known, so a count says how many have none as well.
        shown = publish([[having, len(members) - having]], threshold=least)
        counts[theme] = None if None in shown.rows[0][:2] else having
    return PeerGroup(sector, size, len(members), counts)
