"""Several codes taken together: nets, top boxes, and questions that take several answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.ratios import mean, proportion
from fourfold.tracker.rules.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fourfold.tracker.rules.estimation.design import Design
    from fourfold.tracker.rules.estimation.estimate import Estimate

# What one respondent answered: one code or several. None: was not asked, or gave no answer.
Answers = frozenset[str] | None


def net(design: Design, answers: Sequence[Answers], codes: Collection[str]) -> Estimate:
    """The share that gave any of the codes, each respondent counted once: never the sum of the codes' shares.

    The base is who was asked and answered, also where several answers may be given; so shares may add to more than one.
    """
    wanted = frozenset(codes)
    return proportion(
        design,
        [given is not None and bool(given & wanted) for given in answers],
        within=answered(answers),
    )


def top(design: Design, answers: Sequence[Answers], scale: Sequence[str], count: int = 2) -> Estimate:
    """The net of the last `count` codes of a scale that is given from lowest to highest."""
    if not 1 <= count < len(scale):
        raise refuse(
            say("a scale of {points} points has no top {count}", points=len(scale), count=count),
            column=say("scale"),
        )
    return net(design, answers, scale[-count:])


def answers_each(design: Design, answers: Sequence[Answers]) -> Estimate:
    """The mean number of answers that a respondent gave."""
    return mean(
        design,
        [0.0 if given is None else float(len(given)) for given in answers],
        within=answered(answers),
    )


def answered(answers: Sequence[Answers]) -> list[bool]:
    return [given is not None for given in answers]
