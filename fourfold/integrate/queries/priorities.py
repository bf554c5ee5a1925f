"""Which priorities a procurement asks for: what the adopted policy suggests for it, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.queries.defaults import suggested_for
from fourfold.define.rules.suggestions import ContractFacts
from fourfold.integrate.models import ProcurementPriority, ProcurementService

if TYPE_CHECKING:
    from fourfold.define.queries.defaults import Suggestions
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority of the adopted policy. `suggested` is None where the policy says nothing of any contract; `because` is what
    was said for departing from it.
    """

    pk: int
    ref: str
    title: str
    suggested: bool | None
    reason: str
    asked: bool
    because: str


@dataclass(frozen=True, slots=True)
class PrioritiesToChoose:
    """`changed` are the titles of which the policy suggests something else now than when it was decided."""

    rows: tuple[PriorityRow, ...]
    decided: bool
    changed: tuple[str, ...]
    policy_title: str


def service_of(procurement: Procurement) -> ProcurementService | None:
    return ProcurementService.objects.filter(procurement=procurement).select_related("service").first()


def facts_of(procurement: Procurement) -> ContractFacts:
    service = service_of(procurement)
    return ContractFacts(
        procurement.kind, procurement.amount, None if service is None else service.service_id
    )


def decided_for(procurement: Procurement) -> list[ProcurementPriority]:
    """In the order of the policy, those that were left out among them."""
    return list(
        ProcurementPriority.objects.filter(procurement=procurement)
        .select_related("priority", "decided_by")
        .order_by("priority__position", "pk")
    )


def suggestions_for(procurement: Procurement) -> Suggestions:
    return suggested_for(facts_of(procurement), owner=procurement.owner_id)


def priorities_to_choose(procurement: Procurement) -> PrioritiesToChoose:
    """What was decided, else what is suggested; for every priority of the adopted policy."""
    suggestions = suggestions_for(procurement)
    decided = {each.priority_id: each for each in decided_for(procurement)}
    verdicts = {each.ref: each for each in suggestions.suggested}
    rows, changed = [], []
    for priority in suggestions.priorities:
        verdict = verdicts.get(priority.ref)
        suggested = None if verdict is None else verdict.asked
        before = decided.get(priority.pk)
        if decided and suggested is not None and suggested != (before is not None and bool(before.suggested)):
            changed.append(priority.title)
        rows.append(
            PriorityRow(
                pk=priority.pk,
                ref=priority.ref,
                title=priority.title,
                suggested=suggested,
                reason="" if verdict is None else verdict.reason,
                asked=bool(suggested) if not decided else before is not None and before.asked,
                because="" if before is None else before.because,
            )
        )
    version = suggestions.version
    return PrioritiesToChoose(
        tuple(rows), bool(decided), tuple(changed), "" if version is None else version.policy.title
    )
