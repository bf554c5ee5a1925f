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
class ValueOutline:
    """`outcomes` are how many it stands behind."""

    ref: str
    title: str
    outcomes: int


@dataclass(frozen=True, slots=True)
class ServingOutline:
    """A priority, and whether it says how it serves the plan that the policy names."""

    ref: str
    title: str
    says_how: bool


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


def loose_ends(
    values: Sequence[ValueOutline], priorities: Sequence[ServingOutline], *, plan: str
) -> tuple[Gap, ...]:
    """What is said and tied to nothing: values that no outcome carries, and, where a `plan` is named, priorities that do
    not say how they serve it. Adoption does not wait for them, because a value may guide all of the work alike.
    """
    found = [
        Gap(say("No outcome carries the value “{title}”", title=value.title), "value", value.ref)
        for value in values
        if value.outcomes == 0
    ]
    if plan:
        found += [
            Gap(
                say("It is not said how “{title}” serves “{plan}”", title=each.title, plan=plan),
                "priority",
                each.ref,
            )
            for each in priorities
            if not each.says_how
        ]
    return tuple(found)
