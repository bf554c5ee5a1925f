"""Weights kept within bounds, so that one respondent does not speak for too many; what is cut off goes to the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.design import weight_faults
from fourfold.tracker.rules.faults import BadSurvey, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS: Final = 1_000
# A weight that is beyond a bound by no more than this is at it: adding up moves it to and fro otherwise.
_SLACK: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The sum is as before. `cut` respondents were at a bound in some round. Margins no longer hold exactly: rake again, or
    report how far they are off.
    """

    weights: tuple[float, ...]
    cut: int


def trim(weights: Sequence[float], *, least: float = 0.0, most: float = math.inf) -> Trimmed:
    """What bounds take from or give to weights outside is shared evenly among those inside, until all are inside, as
    `trimWeights(strict = TRUE)` of R's survey does; unlike it the sum is kept where a round finds all weights outside.

    Raises BadSurvey where the bounds leave no such weights.
    """
    faults = [*weight_faults(weights)]
    mean = math.fsum(weights) / len(weights) if not faults else 0.0
    if not faults and not least <= mean <= most:
        faults.append(
            Fault(
                say(
                    "the mean weight {mean} is not between {least} and {most}",
                    mean=f"{mean:g}",
                    least=least,
                    most=most,
                ),
                "weight",
            )
        )
    if faults:
        raise BadSurvey(faults)
    found, cut = list(weights), set[int]()
    for _ in range(_ROUNDS):
        outside = [
            at for at, weight in enumerate(found) if not least * (1 - _SLACK) <= weight <= most * (1 + _SLACK)
        ]
        if not outside:
            return Trimmed(tuple(min(max(weight, least), most) for weight in found), len(cut))
        cut.update(outside)
        kept = [min(max(weight, least), most) for weight in found]
        over = math.fsum(found) - math.fsum(kept)
        moved = set(outside)
        takers = [at for at in range(len(kept)) if at not in moved]
        # Where all were outside, those at the other bound take it: the mean is between the bounds, so there are some.
        takers = takers or [
            at for at, weight in enumerate(kept) if (weight < most if over > 0 else weight > least)
        ]
        for at in takers:
            kept[at] += over / len(takers)
        found = kept
    raise BadSurvey(
        [
            Fault(
                say("the bounds {least} and {most} are too near for this sum", least=least, most=most),
                "weight",
            )
        ]
    )
