"""A priority, an outcome and a measure, each with what it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Outcome, Priority

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from fourfold.define.models import PolicyVersion


def priority_with(ref: str) -> Priority | None:
    return Priority.objects.filter(ref=ref).select_related("policy_version__policy", "owner").first()


def outcome_with(ref: str) -> Outcome | None:
    return Outcome.objects.filter(ref=ref).select_related("priority__policy_version__policy", "owner").first()


def outcomes_in(version: PolicyVersion) -> QuerySet[Outcome]:
    """Of all its priorities, in the policy's order."""
    return Outcome.objects.filter(priority__policy_version=version).order_by(
        "priority__position", "priority__pk", "pk"
    )


def measure_with(ref: str) -> Measure | None:
    """The measure that it supersedes comes with it: whoever sees one version of a policy sees the adopted ones before it."""
    return (
        Measure.objects.filter(ref=ref)
        .select_related("outcome__priority__policy_version__policy", "owner", "supersedes")
        .first()
    )


def measures_beside(measure: Measure) -> QuerySet[Measure]:
    """All measures of the same version of the policy, this one among them."""
    version = measure.outcome.priority.policy_version_id
    return Measure.objects.filter(outcome__priority__policy_version=version)


def superseding(measure: Measure) -> QuerySet[Measure]:
    """Those of later versions that took its place, as far as the reader may see them."""
    return Measure.objects.filter(supersedes=measure).select_related(
        "outcome__priority__policy_version__policy"
    )


def superseded_by(measures: Iterable[Measure]) -> dict[int, str]:
    """By key, the references of the measures that these supersede. One query."""
    keys = [each.supersedes_id for each in measures if each.supersedes_id is not None]
    return dict(Measure.objects.filter(pk__in=keys).values_list("pk", "ref"))
