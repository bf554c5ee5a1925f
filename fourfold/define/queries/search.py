"""Policies, priorities and measures by the words in their titles."""

from __future__ import annotations

from fourfold.define.models import Measure, PolicyState, PolicyVersion, Priority
from fourfold.ground.kernel.said import say

# What a later version took the place of is found through that version.
_LIVING = (PolicyState.DRAFT, PolicyState.CONSULTING, PolicyState.ADOPTED)


def find_in_policies(words: str, *, most: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each kind, up to `most` (title, address) that the tenant of the moment may see."""
    policies = PolicyVersion.objects.filter(policy__title__icontains=words).exclude(
        state=PolicyState.WITHDRAWN
    )
    priorities = Priority.objects.filter(title__icontains=words, policy_version__state__in=_LIVING)
    measures = Measure.objects.filter(
        title__icontains=words, outcome__priority__policy_version__state__in=_LIVING
    )
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
                (_told(each, each.policy_version), f"/define/priorities/{each.ref}/")
                for each in priorities.select_related("owner", "policy_version")[:most]
            ],
        ),
        (
            say("Measures"),
            [
                (_told(each, each.outcome.priority.policy_version), f"/define/measures/{each.ref}/")
                for each in measures.select_related("owner", "outcome__priority__policy_version")[:most]
            ],
        ),
    ]


def _told(part: Priority | Measure, version: PolicyVersion) -> str:
    if version.state == PolicyState.ADOPTED:
        return f"{part.title}, {part.owner.name}"
    return say("{title}, {owner}, draft", title=part.title, owner=part.owner.name)
