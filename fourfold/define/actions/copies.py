"""What a new version takes over from the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Outcome, Principle, Priority, Proxy, StrategicCommitment
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.proxies import in_force

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion

# What a proxy is, but for whose it is and what it replaced.
_FIGURES = (
    "title",
    "value",
    "low",
    "high",
    "ledger",
    "price_year",
    "source_title",
    "source_publisher",
    "source_href",
    "source_grade",
    "licence",
    "read_on",
)


def copy_cascade(earlier: PolicyVersion, draft: PolicyVersion) -> None:
    """Every value, priority, outcome, measure and commitment anew; each measure names the one that it will supersede."""
    for principle in earlier.principles.all():
        Principle.objects.create(
            owner_id=draft.owner_id,
            root=draft.root,
            policy_version=draft,
            position=principle.position,
            title=principle.title,
            words=principle.words,
        )
    anew: dict[int, Priority] = {}
    for branch in cascade(earlier):
        priority = Priority.objects.create(
            owner_id=draft.owner_id,
            root=draft.root,
            policy_version=draft,
            position=branch.priority.position,
            title=branch.priority.title,
            reason=branch.priority.reason,
            need=branch.priority.need,
            top=branch.priority.top,
        )
        anew[branch.priority.pk] = priority
        for twig in branch.outcomes:
            outcome = Outcome.objects.create(
                owner_id=draft.owner_id,
                root=draft.root,
                priority=priority,
                title=twig.outcome.title,
            )
            for measure in twig.measures:
                Measure.objects.create(
                    owner_id=draft.owner_id,
                    root=draft.root,
                    outcome=outcome,
                    title=measure.title,
                    unit=measure.unit,
                    counts=measure.counts,
                    evidence=measure.evidence,
                    once_per_person=measure.once_per_person,
                    supersedes=measure,
                )
    for commitment in earlier.strategic_commitments.all():
        StrategicCommitment.objects.create(
            owner_id=draft.owner_id,
            root=draft.root,
            policy_version=draft,
            number=commitment.number,
            title=commitment.title,
            answers=commitment.answers,
            due_on=commitment.due_on,
            priority=anew.get(commitment.priority_id or 0),
        )


def carry_proxies_over(version: PolicyVersion) -> None:
    """Gives each measure the proxies in force of the one that it supersedes, unless its unit is another or it has its
    own of that ledger.
    """
    measures = [
        measure
        for measure in Measure.objects.filter(outcome__priority__policy_version=version).select_related(
            "supersedes"
        )
        if measure.supersedes is not None and measure.supersedes.unit == measure.unit
    ]
    own = set(in_force(measure.pk for measure in measures).values_list("measure_id", "ledger"))
    earlier = list(
        in_force(measure.supersedes_id for measure in measures if measure.supersedes_id is not None)
    )
    for measure in measures:
        for proxy in earlier:
            if proxy.measure_id == measure.supersedes_id and (measure.pk, proxy.ledger) not in own:
                figures = {column: getattr(proxy, column) for column in _FIGURES}
                Proxy.objects.create(owner_id=measure.owner_id, root=measure.root, measure=measure, **figures)
