"""The measure by group, where no group is so small that it shows who answered what.

A group of fewer than `least` who answered is withheld, and with it as many others as keep its answers from being worked out: all
answers together less those of the groups that are shown would otherwise be its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.small_counts import publish
from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.recommending.intervals import DRAWS
from fourfold.measure.rules.recommending.measure import Measure, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.rules.recommending.answers import Answers, Respondent


@dataclass(frozen=True, slots=True)
class ByGroup:
    """`everybody` is all answers together. A group is its measure, suppressed, or unknown where nobody in it answered.

    Of a suppressed group no more is said: not whether it is small itself, or withheld to protect another.
    """

    everybody: Measure | Absence
    groups: Mapping[Respondent, Measure | Absence]

    @property
    def suppressed(self) -> tuple[Respondent, ...]:
        return tuple(group for group, shown in self.groups.items() if shown is Absence.SUPPRESSED)


def by_group(answers: Mapping[Respondent, Answers], *, least: int, seed: int, draws: int = DRAWS) -> ByGroup:
    """Raises ValueError where no group is given. Another division of the same people would tell of this one: publish one."""
    if not answers:
        raise ValueError(say("no group was asked"))
    groups = list(answers)
    table = publish([[answers[group].answered for group in groups]], threshold=least)
    shown = [all(row[place] is not None for row in table.rows) for place in range(len(groups) + 1)]
    first, *others = answers.values()
    together = first
    for other in others:
        together += other

    def of(given: Answers, *, may: bool) -> Measure | Absence:
        if not may:
            return Absence.SUPPRESSED
        return measure(given, seed=seed, draws=draws) if given.answered else Absence.UNKNOWN

    return ByGroup(
        of(together, may=shown[-1]),
        {group: of(answers[group], may=may) for group, may in zip(groups, shown[:-1], strict=True)},
    )
