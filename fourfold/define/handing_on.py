"""What Define hands on to a successor: policies, with every version and the cascade below it.

Who leads does not pass: appointments end with the body. Nor do packs under licence and values from them: a licence is its
holder's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse

from fourfold.define.actions import leads
from fourfold.define.models import CoSignature, Policy, PolicyComment, PolicyInvitation, PolicyVersion
from fourfold.define.models.policy_version import PolicyState
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.successions.registry import Thing, register_party, register_roots, register_things

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

_IN_USE = (PolicyState.DRAFT, PolicyState.CONSULTING, PolicyState.ADOPTED)


def register() -> None:
    register_things("policy", _policies)
    register_roots("policy", _versions)
    register_party("leadership", _leaders)


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
