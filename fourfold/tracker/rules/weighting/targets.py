"""Known totals of a population by group, and whether they can be reached from what was answered."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.design import weight_faults
from fourfold.tracker.rules.faults import BadSurvey, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Totals of two margins may differ by what rounding to whole numbers leaves in neither.
AGREE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Margin:
    """One column of the data: the group of each respondent, and how many of the population each group has."""

    column: str
    groups: tuple[str, ...]
    totals: Mapping[str, float]


def check_margins(weights: Sequence[float], margins: Sequence[Margin], *, first_row: int = 1) -> None:
    """Raises BadSurvey with every fault: weights that are none, groups without a total, totals without a respondent, totals
    that are not above nought, margins whose totals do not agree.
    """
    faults = [*weight_faults(weights, first_row=first_row)]
    for margin in margins:
        faults += _of(margin, len(weights), first_row)
    if not margins:
        faults.append(Fault(say("no totals are given to weight to")))
    if not faults:
        faults = [*_disagreeing(margins)]
    if faults:
        raise BadSurvey(faults)


def _of(margin: Margin, count: int, first_row: int) -> Iterator[Fault]:
    if len(margin.groups) != count:
        yield Fault(
            say("{found} values for {count} respondents", found=len(margin.groups), count=count),
            margin.column,
        )
    for row, group in enumerate(margin.groups, first_row):
        if group not in margin.totals:
            yield Fault(say("no total is given for {group}", group=group), margin.column, row)
    answered = set(margin.groups)
    for group, total in margin.totals.items():
        if not math.isfinite(total) or total <= 0:
            yield Fault(
                say("the total of {group} is {total}: it must be above nought", group=group, total=total),
                margin.column,
            )
        elif group not in answered:
            yield Fault(
                say("nobody answered in {group}: join it to another group", group=group), margin.column
            )


def _disagreeing(margins: Sequence[Margin]) -> Iterator[Fault]:
    first = math.fsum(margins[0].totals.values())
    for margin in margins[1:]:
        total = math.fsum(margin.totals.values())
        if abs(total - first) > AGREE * first:
            yield Fault(
                say(
                    "the totals add to {total}, those of {other} to {first}: they must agree",
                    total=f"{total:,.10g}",
                    other=margins[0].column,
                    first=f"{first:,.10g}",
                ),
                margin.column,
            )
