"""Who has a part at which stage, and where nobody has: roles by stages.

Gaps are looked for among residents, community groups, charities and social enterprises alone, as the report of 2014 asks for them
at policy, design and delivery (Communities Count, sections 2.5 and 6.0). The others are shown where they have a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ASKED_FOR: Final = ("residents", "groups", "charities", "enterprises")


@dataclass(frozen=True, slots=True)
class Had:
    """`who` at a stage in a part. `recorded`: a record of something else shows it; else it was entered by hand, as `ref`.
    `needless`: nobody is needed, and `how` says why.
    """

    stage: str
    part: str
    who: str
    how: str = ""
    recorded: bool = False
    needless: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    stage: str
    part: str
    had: tuple[Had, ...]

    @property
    def somebody(self) -> bool:
        return any(not each.needless for each in self.had)

    @property
    def needless(self) -> bool:
        return bool(self.had) and not self.somebody

    @property
    def gap(self) -> bool:
        return not self.had and self.part in ASKED_FOR


@dataclass(frozen=True, slots=True)
class InvolvementMap:
    """A row for each part, with a cell for each stage, in the order given."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row if cell.gap)


def involvement_map(had: Sequence[Had], *, parts: Sequence[str], stages: Sequence[str]) -> InvolvementMap:
    by_place: dict[tuple[str, str], list[Had]] = {}
    for each in had:
        by_place.setdefault((each.part, each.stage), []).append(each)
    return InvolvementMap(
        tuple(
            tuple(Cell(stage, part, tuple(by_place.get((part, stage), ()))) for stage in stages)
            for part in parts
        )
    )
