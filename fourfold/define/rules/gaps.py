"""What doesn't get defined doesn't get measured: the places where a policy's cascade stops short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class OutcomeOutline:
    ref: str
    title: str
    measures: int


@dataclass(frozen=True, slots=True)
class PriorityOutline:
    ref: str
    title: str
    outcomes: Sequence[OutcomeOutline]


@dataclass(frozen=True, slots=True)
class Gap:
    """`kind` and `ref` name the thing that lacks something; both are empty where the policy itself does."""

    words: str
    kind: str = ""
    ref: str = ""


def gaps(priorities: Sequence[PriorityOutline]) -> tuple[Gap, ...]:
    """Every gap, in the order of the policy. A policy without gaps can be adopted."""
    if not priorities:
        return (Gap(say("The policy has no priorities yet")),)
    found: list[Gap] = []
    for priority in priorities:
        if not priority.outcomes:
            found.append(Gap(say("“{title}” has no outcome", title=priority.title), "priority", priority.ref))
        found += [
            Gap(say("“{title}” has no measure", title=outcome.title), "outcome", outcome.ref)
            for outcome in priority.outcomes
            if outcome.measures == 0
        ]
    return tuple(found)
