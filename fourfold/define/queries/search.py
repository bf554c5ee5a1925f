"""Policies, priorities and measures by the words in their titles."""

from __future__ import annotations

from fourfold.define.models import Measure, PolicyState, PolicyVersion, Priority
from fourfold.ground.kernel.said import say


def find_in_policies(words: str, *, most: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each kind, up to `most` (title, address) that the tenant of the moment may see."""
    policies = PolicyVersion.objects.filter(policy__title__icontains=words).exclude(
        state=PolicyState.WITHDRAWN
    )
    priorities = Priority.objects.filter(title__icontains=words).select_related("owner")
    measures = Measure.objects.filter(title__icontains=words).select_related("owner")
    return [
        (
            say("Policies"),
            [
                (
                    say("{title}, version {number}", title=each.policy.title, number=each.number),
                    f"/define/policies/{each.policy.ref}/versions/{each.number}/",
                )
                for each in policies.select_related("policy")[:most]
            ],
        ),
        (
            say("Priorities"),
            [
                (f"{each.title}, {each.owner.name}", f"/define/priorities/{each.ref}/")
                for each in priorities[:most]
            ],
        ),
        (
            say("Measures"),
            [
                (f"{each.title}, {each.owner.name}", f"/define/measures/{each.ref}/")
                for each in measures[:most]
            ],
        ),
    ]
