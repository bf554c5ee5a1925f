"""Weights brought to several known margins at once, by scaling to each in turn until all hold (Deming and Stephan 1940).

With one margin this is post-stratification, done after the first turn. Of all weights that meet the margins these are the
nearest to those before, in the sense of Deville and Särndal's raking ratio (1992).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.design import Calibration
from fourfold.tracker.rules.faults import BadSurvey, Fault
from fourfold.tracker.rules.weighting.targets import check_margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.weighting.targets import Margin

TOLERANCE: Final = 1e-12
MOST_TURNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Raked:
    """`off` is by how much, as a share of its total, the worst group still misses after so many `turns`; measured anew from the
    finished weights.
    """

    weights: tuple[float, ...]
    turns: int
    off: float
    calibration: Calibration


class NotConverged(BadSurvey):
    """The margins cannot be met together, or not in so many turns. `off` and `turns` say how far it came."""

    def __init__(self, fault: Fault, *, off: float, turns: int) -> None:
        super().__init__([fault])
        self.off = off
        self.turns = turns


def rake(
    weights: Sequence[float],
    margins: Sequence[Margin],
    *,
    tolerance: float = TOLERANCE,
    most_turns: int = MOST_TURNS,
    first_row: int = 1,
) -> Raked:
    """Raises BadSurvey for margins that are at fault, NotConverged with the group that is furthest off."""
    check_margins(weights, margins, first_row=first_row)
    found = list(weights)
    turns, (off, column, group) = 0, _furthest(found, margins)
    while turns < most_turns and off > tolerance:
        for margin in margins:
            sums = _sums(found, margin)
            found = [
                weight * margin.totals[each] / sums[each]
                for weight, each in zip(found, margin.groups, strict=True)
            ]
        turns += 1
        off, column, group = _furthest(found, margins)
    if off > tolerance:
        raise NotConverged(not_met(column, group, off, turns), off=off, turns=turns)
    calibration = Calibration(tuple(weights), tuple(margin.groups for margin in margins))
    return Raked(tuple(found), turns, off, calibration)


def not_met(column: str, group: str, distance: float, turns: int) -> Fault:
    return Fault(
        say(
            "raking does not converge: after {turns} turns {group} is {percent}% off its total. "
            "Join groups that hardly meet, or leave a margin out",
            turns=turns,
            group=group,
            percent=f"{100 * distance:.2g}",
        ),
        column,
    )


def _sums(weights: Sequence[float], margin: Margin) -> dict[str, float]:
    sums = dict.fromkeys(margin.totals, 0.0)
    for weight, group in zip(weights, margin.groups, strict=True):
        sums[group] += weight
    return sums


def _furthest(weights: Sequence[float], margins: Sequence[Margin]) -> tuple[float, str, str]:
    return max(
        (abs(total / margin.totals[group] - 1), margin.column, group)
        for margin in margins
        for group, total in _sums(weights, margin).items()
    )
