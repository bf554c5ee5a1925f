"""What a new version takes over from the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import (
    Backing,
    ContractStep,
    Measure,
    Outcome,
    Principle,
    Priority,
    PriorityDefault,
    PriorityTheme,
    Proxy,
    ProxyOverlap,
    StrategicCommitment,
)
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.proxies import in_force
from fourfold.ground.kernel.references import new_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.define.models import PolicyVersion

# What a proxy is, but for whose it is and what it replaced.
_FIGURES = (
    "title",
    "value",
    "low",
    "high",
    "ledger",
    "kind",
    "gains",
    "lasts",
    "once_per_person",
    "discount_class",
    "place",
    "method",
    "price_year",
    "source_title",
    "source_publisher",
    "source_href",
    "source_grade",
    "licence",
    "read_on",
    "pack_id",
    "pack_code",
)
# Where a measure was chosen from.
_CHOSEN = ("framework", "framework_edition", "framework_version", "framework_code", "pack_id")


def copy_cascade(earlier: PolicyVersion, draft: PolicyVersion) -> None:
    """Every value, priority, outcome, measure and commitment anew, which value stands behind which outcome, and what is asked
    of which contract; each measure names the one that it will supersede.
    """
    values: dict[int, Principle] = {}
    for principle in earlier.principles.all():
        values[principle.pk] = Principle.objects.create(
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
            serves=branch.priority.serves,
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
            for value in twig.values:
                Backing.objects.create(
                    owner_id=draft.owner_id, root=draft.root, principle=values[value.pk], outcome=outcome
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
                    **{column: getattr(measure, column) for column in _CHOSEN},
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
    _copy_what_is_asked(earlier, draft, anew)


def _copy_what_is_asked(earlier: PolicyVersion, draft: PolicyVersion, anew: Mapping[int, Priority]) -> None:
    """Of which contracts each priority is asked, how many of them at most, and what each is about."""
    inside = {"owner_id": draft.owner_id, "root": draft.root}
    for line in PriorityDefault.objects.filter(priority__policy_version=earlier):
        PriorityDefault.objects.create(
            **inside,
            priority=anew[line.priority_id],
            kind=line.kind,
            service_id=line.service_id,
            service_name=line.service_name,
            from_amount=line.from_amount,
            because=line.because,
        )
    for step in earlier.contract_steps.all():
        ContractStep.objects.create(
            **inside, policy_version=draft, from_amount=step.from_amount, most=step.most
        )
    for said in PriorityTheme.objects.filter(priority__policy_version=earlier):
        PriorityTheme.objects.create(**inside, priority=anew[said.priority_id], theme=said.theme)


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
                _carry_over(proxy, measure)


def _carry_over(proxy: Proxy, measure: Measure) -> None:
    """What is under licence keeps a root of its own, so that whoever reads the new version does not read it."""
    figures = {column: getattr(proxy, column) for column in _FIGURES}
    ref = new_reference()
    root = measure.root if proxy.pack_id is None else ref
    carried = Proxy.objects.create(owner_id=measure.owner_id, ref=ref, root=root, measure=measure, **figures)
    for overlap in proxy.overlaps.all():
        # With the measure of the new version, where it has one.
        other = Measure.objects.filter(supersedes=overlap.measure_id, root=measure.root).first()
        ProxyOverlap.objects.create(
            owner_id=carried.owner_id, root=root, proxy=carried, measure=other or overlap.measure
        )
