"""Which organisations and communities had a part in the policy, as records of Define show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from fourfold.define.models import (
    CommentState,
    CommunityIssue,
    IssueSource,
    IssueState,
    PolicyComment,
    PolicyInvitation,
)
from fourfold.define.queries.policies import adopted_version, draft_version

MOST = 50


@dataclass(frozen=True, slots=True)
class Shaper:
    """An organisation by its name and sector (empty where only a name is known); `answered`: it said something."""

    name: str
    sector: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Shapers:
    """`issues` and `times`: what residents named at meetings, in surveys and letters, and how often altogether."""

    organisations: tuple[Shaper, ...]
    groups: tuple[str, ...]
    issues: int
    times: int
    adopted_by: str


def who_shaped_the_policy(owner: int) -> Shapers:
    """Of the adopted version, else of the one that is being written."""
    version = adopted_version(owner) or draft_version(owner)
    organisations: tuple[Shaper, ...] = ()
    if version is not None:
        invitations = PolicyInvitation.objects.filter(policy_version=version).select_related("organisation")[
            :MOST
        ]
        answered = set(
            PolicyComment.objects.filter(policy_version=version)
            .exclude(state=CommentState.KEPT_BACK)
            .exclude(invitation=None)
            .values_list("invitation_id", flat=True)
        )
        organisations = tuple(
            Shaper(
                each.name,
                "" if each.organisation is None else each.organisation.sector,
                each.pk in answered,
            )
            for each in invitations
        )
    counted = CommunityIssue.objects.filter(owner_id=owner, state=IssueState.COUNTED)
    groups = counted.filter(source=IssueSource.GROUP).order_by("named_by").values_list("named_by", flat=True)
    heard = counted.exclude(source=IssueSource.GROUP)
    return Shapers(
        organisations,
        tuple(groups.distinct()[:MOST]),
        heard.count(),
        heard.aggregate(times=Sum("times"))["times"] or 0,
        "" if version is None else version.adopting_body,
    )
