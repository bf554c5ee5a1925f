"""Who wrote in a version: asked of the trail, which nobody can forget to fill in."""

from __future__ import annotations

from fourfold.define.models import (
    ContractStep,
    Measure,
    Outcome,
    PolicyVersion,
    Principle,
    Priority,
    PriorityDefault,
    StrategicCommitment,
)
from fourfold.ground.trail.history import people_who_changed


def writers_of(version: PolicyVersion) -> set[int]:
    """The keys of everyone who changed the version or anything that stands in its cascade today."""
    return people_who_changed(
        {
            PolicyVersion._meta.db_table: [version.pk],
            Principle._meta.db_table: Principle.objects.filter(policy_version=version).values("pk"),
            StrategicCommitment._meta.db_table: StrategicCommitment.objects.filter(
                policy_version=version
            ).values("pk"),
            Priority._meta.db_table: Priority.objects.filter(policy_version=version).values("pk"),
            PriorityDefault._meta.db_table: PriorityDefault.objects.filter(
                priority__policy_version=version
            ).values("pk"),
            ContractStep._meta.db_table: ContractStep.objects.filter(policy_version=version).values("pk"),
            Outcome._meta.db_table: Outcome.objects.filter(priority__policy_version=version).values("pk"),
            Measure._meta.db_table: Measure.objects.filter(outcome__priority__policy_version=version).values(
                "pk"
            ),
        },
        owner=version.owner_id,
    )
