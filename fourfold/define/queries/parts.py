"""A value or principle, and a commitment, each with the version in which it stands."""

from __future__ import annotations

from fourfold.define.models import Principle, StrategicCommitment


def principle_with(ref: str) -> Principle | None:
    return Principle.objects.filter(ref=ref).select_related("policy_version__policy", "owner").first()


def commitment_with(ref: str) -> StrategicCommitment | None:
    return (
        StrategicCommitment.objects.filter(ref=ref)
        .select_related("policy_version__policy", "owner", "priority")
        .first()
    )
