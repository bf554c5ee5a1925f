"""What a version asks of which contracts, and what it suggests for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import ContractStep, PriorityDefault
from fourfold.define.queries.policies import adopted_version
from fourfold.define.rules.suggestions import Band, PriorityLine, Suggested, bands, suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import PolicyVersion, Priority
    from fourfold.define.rules.suggestions import ContractFacts


@dataclass(frozen=True, slots=True)
class AskedPage:
    """All lines of a version by the order of its priorities, its steps from the smallest contract on, and what both come to
    in each band of value.
    """

    lines: tuple[PriorityDefault, ...]
    steps: tuple[ContractStep, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """For one contract. `version` is None where no policy is adopted; without `rules` the policy says nothing of contracts."""

    version: PolicyVersion | None
    priorities: tuple[Priority, ...]
    suggested: tuple[Suggested, ...]

    @property
    def rules(self) -> bool:
        return bool(self.suggested)


def lines_of(version: PolicyVersion) -> list[PriorityDefault]:
    return list(
        PriorityDefault.objects.filter(priority__policy_version=version)
        .select_related("priority")
        .order_by("priority__position", "priority__pk", "kind", "service_name", "from_amount", "pk")
    )


def asked_page(version: PolicyVersion) -> AskedPage:
    lines, steps = lines_of(version), list(version.contract_steps.all())
    comes_to = bands(
        outline(list(version.priorities.all())), [line.said for line in lines], [step.said for step in steps]
    )
    return AskedPage(tuple(lines), tuple(steps), comes_to)


def line_with(ref: str) -> PriorityDefault | None:
    return (
        PriorityDefault.objects.filter(ref=ref)
        .select_related("priority__policy_version__policy", "owner")
        .first()
    )


def step_with(ref: str) -> ContractStep | None:
    return ContractStep.objects.filter(ref=ref).select_related("policy_version__policy", "owner").first()


def suggested_for(contract: ContractFacts, *, owner: int) -> Suggestions:
    """By the owner's adopted policy. Four queries."""
    version = adopted_version(owner)
    if version is None:
        return Suggestions(None, (), ())
    priorities = list(version.priorities.all())
    return Suggestions(
        version,
        tuple(priorities),
        suggest(
            contract,
            priorities=outline(priorities),
            lines=[line.said for line in lines_of(version)],
            steps=[step.said for step in version.contract_steps.all()],
        ),
    )


def outline(priorities: Sequence[Priority]) -> list[PriorityLine]:
    return [PriorityLine(each.ref, each.title, each.top) for each in priorities]
