"""What the community named: as it waits, as it counts, put together, and beside priorities and criteria. Counts, not people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Q, Sum, When
from django.db.models.functions import Coalesce

from fourfold.define.models import CommunityIssue, IssueGroup, IssueState, PolicyComment
from fourfold.define.rules.issue_groups import IssueWords, suggested_groups

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from fourfold.define.models import Priority
    from fourfold.define.rules.issue_groups import SuggestedGroup

# So many of those that are in no group yet are looked through for shared words.
MOST_LOOKED_THROUGH = 500
MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class GroupNamed:
    """`times` is how often its issues were named altogether, `issues` how many there are."""

    ref: str
    title: str
    criterion: str
    priority_title: str
    times: int
    issues: int


def issues_of(owner: int) -> QuerySet[CommunityIssue]:
    """What waits first, then the latest."""
    waits = Case(When(state=IssueState.WAITING, then=0), default=1)
    own = CommunityIssue.objects.filter(owner_id=owner).select_related("group")
    return own.order_by(waits, "-heard_on", "-pk")


def issue_with(ref: str) -> CommunityIssue | None:
    return CommunityIssue.objects.filter(ref=ref).select_related("owner", "group", "comment").first()


def ungrouped(owner: int) -> list[CommunityIssue]:
    counted = CommunityIssue.objects.filter(owner_id=owner, state=IssueState.COUNTED, group=None)
    return list(counted[:MOST_LOOKED_THROUGH])


def groups_suggested(issues: Collection[CommunityIssue]) -> tuple[SuggestedGroup, ...]:
    return suggested_groups([IssueWords(each.ref, each.words) for each in issues])


def group_with(*, owner: int, ref: str) -> IssueGroup | None:
    return IssueGroup.objects.filter(owner_id=owner, ref=ref).select_related("priority").first()


def groups_of(owner: int) -> list[GroupNamed]:
    """Those named most often first."""
    return _named(IssueGroup.objects.filter(owner_id=owner))


def groups_beside(owner: int, titles: Collection[str]) -> list[GroupNamed]:
    """Those that one of the priorities with these titles answers, of whatever version."""
    wanted = Q(pk__in=())
    for title in titles:
        wanted |= Q(priority__title__iexact=title)
    return _named(IssueGroup.objects.filter(wanted, owner_id=owner))


def named_beside(priority: Priority) -> list[GroupNamed]:
    return groups_beside(priority.owner_id, [priority.title])


def named_elsewhere(organisation: int) -> QuerySet[CommunityIssue]:
    """What a community organisation named to others, as far as it may see it."""
    return (
        CommunityIssue.objects.filter(said_for_id=organisation)
        .exclude(owner_id=organisation)
        .select_related("owner")
        .order_by("-pk")
    )


def comment_to_take_up(*, owner: int, ref: str) -> PolicyComment | None:
    return PolicyComment.objects.filter(owner_id=owner, ref=ref).first()


def _named(groups: QuerySet[IssueGroup]) -> list[GroupNamed]:
    rows = (
        groups.annotate(named=Coalesce(Sum("issues__times"), 0), count=Count("issues"))
        .order_by("-named", "title", "pk")
        .values_list("ref", "title", "criterion", "priority__title", "named", "count")
    )
    return [
        GroupNamed(ref, title, criterion, priority or "", named, count)
        for ref, title, criterion, priority, named, count in rows[:MOST_GROUPS]
    ]
