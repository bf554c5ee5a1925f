"""A version's cascade, from its priorities through their outcomes to what counts them, and where it stops short."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from fourfold.define.models import Backing, Measure, Outcome, PolicyVersion, Priority, PriorityDefault
from fourfold.define.rules.gaps import (
    Gap,
    OutcomeOutline,
    PriorityOutline,
    ServingOutline,
    ValueOutline,
    gaps,
    loose_ends,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import Principle


@dataclass(frozen=True, slots=True)
class OutcomeBranch:
    """`values` are those that stand behind the outcome, in the policy's order."""

    outcome: Outcome
    measures: tuple[Measure, ...]
    values: tuple[Principle, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityBranch:
    priority: Priority
    outcomes: tuple[OutcomeBranch, ...]

    @property
    def measures(self) -> int:
        return sum(len(branch.measures) for branch in self.outcomes)

    @property
    def complete(self) -> bool:
        return bool(self.outcomes) and all(branch.measures for branch in self.outcomes)


def cascade(version: PolicyVersion) -> list[PriorityBranch]:
    """Priority → outcome → measure, whole, with the values behind each outcome, in four queries."""
    priorities = list(version.priorities.all())
    outcomes: dict[int, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(priority__policy_version=version):
        outcomes.setdefault(outcome.priority_id, []).append(outcome)
    measures: dict[int, list[Measure]] = {}
    for measure in Measure.objects.filter(outcome__priority__policy_version=version):
        measures.setdefault(measure.outcome_id, []).append(measure)
    values: dict[int, list[Principle]] = {}
    backings = Backing.objects.filter(principle__policy_version=version).select_related("principle")
    for backing in backings.order_by("principle__position", "principle__pk"):
        values.setdefault(backing.outcome_id, []).append(backing.principle)
    return [
        PriorityBranch(
            priority,
            tuple(
                OutcomeBranch(outcome, tuple(measures.get(outcome.pk, ())), tuple(values.get(outcome.pk, ())))
                for outcome in outcomes.get(priority.pk, ())
            ),
        )
        for priority in priorities
    ]


def gaps_in(branches: Sequence[PriorityBranch]) -> tuple[Gap, ...]:
    return gaps(
        [
            PriorityOutline(
                branch.priority.ref,
                branch.priority.title,
                [
                    OutcomeOutline(each.outcome.ref, each.outcome.title, len(each.measures))
                    for each in branch.outcomes
                ],
            )
            for branch in branches
        ],
    )


def gaps_of(version: PolicyVersion) -> tuple[Gap, ...]:
    return gaps_in(cascade(version))


def loose_ends_in(
    version: PolicyVersion, principles: Sequence[Principle], branches: Sequence[PriorityBranch]
) -> tuple[Gap, ...]:
    carried = outcomes_of_values(branches)
    return loose_ends(
        [ValueOutline(each.ref, each.title, len(carried.get(each.pk, ()))) for each in principles],
        [
            ServingOutline(branch.priority.ref, branch.priority.title, bool(branch.priority.serves))
            for branch in branches
        ],
        plan=version.mission_title,
    )


def outcomes_of_values(branches: Sequence[PriorityBranch]) -> dict[int, list[OutcomeBranch]]:
    """By the key of a value, what it stands behind, in the order of the policy."""
    found: dict[int, list[OutcomeBranch]] = {}
    for branch in branches:
        for twig in branch.outcomes:
            for value in twig.values:
                found.setdefault(value.pk, []).append(twig)
    return found


def wording(version: PolicyVersion, branches: Sequence[PriorityBranch]) -> str:
    """Differs as soon as anything in the text or the cascade does: what a person read is known by it."""
    rows = [(version.ref, version.version, version.policy.title)]
    for part in (version.principles.all(), version.strategic_commitments.all()):
        rows += [(each.ref, each.version, "") for each in part]
    asked = PriorityDefault.objects.filter(priority__policy_version=version)
    for rows_of in (asked, version.contract_steps.all()):
        rows += [(each.ref, each.version, "") for each in rows_of]
    for branch in branches:
        rows.append((branch.priority.ref, branch.priority.version, ""))
        for twig in branch.outcomes:
            rows.append((twig.outcome.ref, twig.outcome.version, ""))
            rows += [(measure.ref, measure.version, "") for measure in twig.measures]
            rows += [(value.ref, value.version, "behind") for value in twig.values]
    return sha256(repr(rows).encode()).hexdigest()
