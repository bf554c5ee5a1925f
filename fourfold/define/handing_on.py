"""What Define hands on to a successor: policies with every version and the cascade below it, what the community named,
figures of local need, and services, which policies and procurements name.

Who leads does not pass: appointments end with the body. Nor do packs under licence and values from them: a licence is its
holder's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse

from fourfold.define.actions import leads, taking_over
from fourfold.define.models import (
    CommunityIssue,
    CoSignature,
    IssueGroup,
    IssueState,
    NeedImport,
    Policy,
    PolicyComment,
    PolicyInvitation,
    PolicyVersion,
    Service,
)
from fourfold.define.models.policy_version import PolicyState
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.successions.registry import (
    Thing,
    register_party,
    register_room,
    register_roots,
    register_things,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

_IN_USE = (PolicyState.DRAFT, PolicyState.CONSULTING, PolicyState.ADOPTED)


def register() -> None:
    register_things("policy", _policies)
    register_roots("policy", _versions)
    register_things("issue", _issues)
    register_roots("issue", _of_groups)
    register_things("figures", _figures)
    register_things("service", _services)
    register_room("define", taking_over.rename_what_collides)
    register_party("leadership", _leaders)
    register_party("need", _places)


def _policies(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (of every day alike)
    newest: dict[int, PolicyVersion] = {}
    in_use: set[int] = set()
    for version in PolicyVersion.objects.filter(owner=owner).order_by("number"):
        newest[version.policy_id] = version
        if version.state in _IN_USE:
            in_use.add(version.policy_id)
    for policy in Policy.objects.filter(owner=owner).order_by("pk"):
        address = {"ref": policy.ref, "number": newest[policy.pk].number if policy.pk in newest else 1}
        yield Thing(
            "policy",
            policy.root,
            policy.title,
            reverse("policy_version", kwargs=address),
            policy.pk in in_use,
            only_one=True,
        )


def _issues(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (of every day alike)
    """Groups go with what is in them. What was set aside stays, and is read."""
    for group in IssueGroup.objects.filter(owner=owner).order_by("pk"):
        href = reverse("issue_group", kwargs={"ref": group.ref})
        yield Thing("issue group", group.root, group.title, href, open=True)
    for issue in CommunityIssue.objects.filter(owner=owner, group=None).order_by("pk"):
        counts = issue.state != IssueState.SET_ASIDE
        yield Thing("issue", issue.root, issue.words, reverse("community_issues"), counts)


def _of_groups(roots: Collection[str]) -> Iterable[str]:
    return CommunityIssue.objects.filter(group__root__in=roots).order_by("pk").values_list("root", flat=True)


def _figures(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (as above)
    """Those taken in, or looked at and not decided. What was taken out again stays."""
    for file in NeedImport.objects.filter(owner=owner).order_by("pk"):
        href = reverse("need_import", kwargs={"ref": file.ref})
        yield Thing("figures", file.root, file.title, href, file.undone_on is None)


def _services(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (as above)
    """Closed ones too: lines of a policy in use may name them."""
    for service in Service.objects.filter(owner=owner).order_by("pk"):
        yield Thing("service", service.root, service.name, reverse("services"), open=True)


def _places(
    *,
    predecessor: int,
    successor: int,
    roots: Collection[str],
    on: date,  # noqa: ARG001  (of every day alike)
) -> None:
    taking_over.place_need(predecessor=predecessor, successor=successor, roots=roots)


def _leaders(
    *,
    predecessor: int,
    successor: int,  # noqa: ARG001  (nothing of it passes)
    roots: Collection[str],  # noqa: ARG001
    on: date,
) -> None:
    """Who leads is appointed by the body that they lead in, and the successor appoints its own."""
    body = Organisation.objects.get(pk=predecessor)
    leads.end_with_body(owner=body.pk, name=body.name, last_day=body.exists_until or on)


def _versions(roots: Collection[str]) -> Iterable[str]:
    yield from (
        PolicyVersion.objects.filter(policy__root__in=roots).order_by("pk").values_list("root", flat=True)
    )
    # What was asked and said of its drafts, which is read apart.
    for table in (PolicyInvitation, PolicyComment, CoSignature):
        apart = table.objects.filter(policy_version__policy__root__in=roots, root=F("ref"))
        yield from apart.order_by("pk").values_list("root", flat=True)
