"""Where priorities, outcomes and measures stand on the spine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from fourfold.define.models import (
    CommunityIssue,
    CoSignature,
    IssueGroup,
    Leadership,
    Measure,
    NeedImport,
    Outcome,
    PolicyComment,
    PolicyInvitation,
    PolicyVersion,
    Priority,
    Service,
    StrategicCommitment,
)
from fourfold.ground.kernel.said import say
from fourfold.ground.spine.registry import MOST_OF_A_KIND, Step, register_above, register_below, register_kind
from fourfold.ground.spine.roots import Root, register_title

if TYPE_CHECKING:
    from collections.abc import Sequence


def register() -> None:
    register_title("policy", _policies)
    register_title("invitation", lambda roots: _about_drafts(PolicyInvitation, roots))
    register_title("comment", lambda roots: _about_drafts(PolicyComment, roots))
    register_title("signature", lambda roots: _about_drafts(CoSignature, roots))
    register_title("issue", _issues)
    register_kind("strategic commitment", describe=_commitments)
    register_title("issue group", _issue_groups)
    register_title("service", _services)
    register_title("figures", _figures)
    register_title("leadership", _leaderships)
    register_kind("priority", describe=_priorities)
    register_kind("outcome", describe=_outcomes)
    register_kind("measure", describe=_measures)
    register_above("priority", _commitments_of_priorities)
    register_below("strategic commitment", _priorities_of_commitments)
    register_above("outcome", _priorities_of_outcomes)
    register_above("measure", _outcomes_of_measures)
    register_below("priority", _outcomes_of_priorities)
    register_below("outcome", _measures_of_outcomes)


def _policies(roots: Sequence[str]) -> list[Root]:
    """The policy as such, which leads to its newest version that may be read, and each version for itself."""
    versions = PolicyVersion.objects.filter(Q(root__in=roots) | Q(policy__root__in=roots))
    told: dict[str, Root] = {}
    for version in versions.select_related("policy").order_by("number"):
        policy = version.policy
        href = reverse("policy_version", kwargs={"ref": policy.ref, "number": version.number})
        told[policy.root] = Root(policy.root, policy.title, href)
        numbered = say("{title}, version {number}", title=policy.title, number=version.number)
        told[version.root] = Root(version.root, numbered, href)
    return [told[root] for root in roots if root in told]


def _issues(roots: Sequence[str]) -> list[Root]:
    """By their words, for those to whom they were named and those who named them: both read them in their list."""
    issues = CommunityIssue.objects.filter(root__in=roots)
    return [Root(each.root, each.words, reverse("community_issues")) for each in issues]


def _issue_groups(roots: Sequence[str]) -> list[Root]:
    groups = IssueGroup.objects.filter(root__in=roots)
    return [Root(each.root, each.title, reverse("issue_group", kwargs={"ref": each.ref})) for each in groups]


def _services(roots: Sequence[str]) -> list[Root]:
    return [
        Root(each.root, each.name, reverse("services")) for each in Service.objects.filter(root__in=roots)
    ]


def _figures(roots: Sequence[str]) -> list[Root]:
    files = NeedImport.objects.filter(root__in=roots)
    return [Root(each.root, each.title, reverse("need_import", kwargs={"ref": each.ref})) for each in files]


def _about_drafts(
    table: type[PolicyInvitation | PolicyComment | CoSignature], roots: Sequence[str]
) -> list[Root]:
    """What was asked or said of a draft, by the title of the policy; it is read on the page of its consultation."""
    return [
        Root(
            each.ref,
            each.policy_version.policy.title,
            reverse(
                "policy_consultation",
                kwargs={"ref": each.policy_version.policy.ref, "number": each.policy_version.number},
            ),
        )
        # By their own references: once the version is adopted they stand under its root.
        for each in table.objects.filter(ref__in=roots).select_related("policy_version__policy")
    ]


def _commitments(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "strategic commitment",
            each.ref,
            str(each),
            reverse("strategic_commitment", kwargs={"ref": each.ref}),
            each.policy_version.get_state_display(),
        )
        for each in StrategicCommitment.objects.filter(ref__in=refs).select_related("policy_version")
    ]


def _commitments_of_priorities(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = StrategicCommitment.objects.filter(priority__ref__in=refs).values_list("ref", flat=True)
    return [("strategic commitment", ref) for ref in found[:MOST_OF_A_KIND]]


def _priorities_of_commitments(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = StrategicCommitment.objects.filter(ref__in=refs, priority__isnull=False)
    return [("priority", ref) for ref in found.values_list("priority__ref", flat=True)]


def _leaderships(roots: Sequence[str]) -> list[Root]:
    return [
        Root(
            each.root,
            say("Who leads at {name}", name=each.owner.name),
            reverse("public_leads", kwargs={"ref": each.owner.ref}),
        )
        for each in Leadership.objects.filter(root__in=roots).select_related("owner")
    ]


def _priorities(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "priority",
            priority.ref,
            priority.title,
            reverse("policy_priority", kwargs={"ref": priority.ref}),
            priority.policy_version.get_state_display(),
        )
        for priority in Priority.objects.filter(ref__in=refs).select_related("policy_version")
    ]


def _outcomes(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "outcome",
            outcome.ref,
            outcome.title,
            # An outcome is read on the page of its priority.
            reverse("policy_priority", kwargs={"ref": outcome.priority.ref}) + f"#{outcome.ref}",
            outcome.priority.policy_version.get_state_display(),
        )
        for outcome in Outcome.objects.filter(ref__in=refs).select_related("priority__policy_version")
    ]


def _measures(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "measure",
            measure.ref,
            measure.title,
            reverse("policy_measure", kwargs={"ref": measure.ref}),
            measure.outcome.priority.policy_version.get_state_display(),
        )
        for measure in Measure.objects.filter(ref__in=refs).select_related(
            "outcome__priority__policy_version"
        )
    ]


def _priorities_of_outcomes(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("priority", ref)
        for ref in Outcome.objects.filter(ref__in=refs).values_list("priority__ref", flat=True)
    ]


def _outcomes_of_measures(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("outcome", ref)
        for ref in Measure.objects.filter(ref__in=refs).values_list("outcome__ref", flat=True)
    ]


def _outcomes_of_priorities(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Outcome.objects.filter(priority__ref__in=refs).values_list("ref", flat=True)
    return [("outcome", ref) for ref in found[:MOST_OF_A_KIND]]


def _measures_of_outcomes(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Measure.objects.filter(outcome__ref__in=refs).values_list("ref", flat=True)
    return [("measure", ref) for ref in found[:MOST_OF_A_KIND]]
