"""What is worth a second thought about what is asked: words that stray from the contract, or reward where a bidder is based."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.integrate.rules.asked import AskedAs
from fourfold.integrate.rules.subject_matter import warnings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import Ask, Criterion
    from fourfold.integrate.rules.subject_matter import Warned


def second_thoughts(asks: Sequence[Ask], *, chosen: Sequence[str]) -> dict[int, tuple[Warned, ...]]:
    """By key of the ask; those without any are not in it. `chosen` are the priorities that the contract is asked for."""
    found = {
        ask.pk: warnings(
            [ask.measure.title, ask.measure.counts, ask.guidance, *ask.community],
            priority=ask.measure.outcome.priority.title if ask.asked_as == AskedAs.SCORED else "",
            chosen=chosen,
        )
        for ask in asks
    }
    return {key: warned for key, warned in found.items() if warned}


def second_thoughts_on_questions(criteria: Sequence[Criterion]) -> dict[int, tuple[Warned, ...]]:
    """By key of the criterion, from its title and question."""
    found = {each.pk: warnings([each.title, each.question], priority="", chosen=()) for each in criteria}
    return {key: warned for key, warned in found.items() if warned}
