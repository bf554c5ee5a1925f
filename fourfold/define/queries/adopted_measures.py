"""The measures of an organisation's adopted policies, for those who ask bidders to promise them."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.define.models import Measure, PolicyState


@dataclass(frozen=True, slots=True)
class AdoptedMeasure:
    """`unit` is a code of the kernel's units; `counts` says what counts and what does not."""

    pk: int
    ref: str
    title: str
    unit: str
    counts: str
    evidence: str
    once_per_person: bool
    outcome_title: str
    priority_title: str


def adopted_measures(owner: int) -> list[AdoptedMeasure]:
    """In the order of the policy; empty where no version is adopted."""
    columns = (
        "pk",
        "ref",
        "title",
        "unit",
        "counts",
        "evidence",
        "once_per_person",
        "outcome__title",
        "outcome__priority__title",
    )
    measures = Measure.objects.filter(
        owner_id=owner,
        outcome__priority__policy_version__state=PolicyState.ADOPTED,
    ).order_by("outcome__priority__position", "outcome__priority__pk", "outcome__pk", "pk")
    return [AdoptedMeasure(*values) for values in measures.values_list(*columns)]


def measure_with(ref: str) -> Measure:
    """Raises Measure.DoesNotExist where it is not there for the tenant of the moment."""
    return Measure.objects.get(ref=ref)
