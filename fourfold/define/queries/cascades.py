"""A version's cascade, from its priorities through their outcomes to what counts them, and where it stops short."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Outcome, PolicyVersion, Priority, PriorityDefault
from fourfold.define.rules.gaps import Gap, OutcomeOutline, PriorityOutline, gaps

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class OutcomeBranch:
    outcome: Outcome
    measures: tuple[Measure, ...]


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
    """Priority → outcome → measure, whole, in three queries."""
    priorities = list(version.priorities.all())
    outcomes: dict[int, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(priority__policy_version=version):
        outcomes.setdefault(outcome.priority_id, []).append(outcome)
    measures: dict[int, list[Measure]] = {}
    for measure in Measure.objects.filter(outcome__priority__policy_version=version):
        measures.setdefault(measure.outcome_id, []).append(measure)
    return [
        PriorityBranch(
            priority,
            tuple(
                OutcomeBranch(outcome, tuple(measures.get(outcome.pk, ())))
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
    return sha256(repr(rows).encode()).hexdigest()
