"""Issues that the community names: entered by staff or named by a community organisation, looked at, and put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions.drafts import check_can_draft
from fourfold.define.models import CommunityIssue, IssueGroup, IssueSource, IssueState, Priority
from fourfold.define.models.community_issue import VALID_TRANSITIONS
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fourfold.define.models import PolicyComment
    from fourfold.ground.people.actor import Actor

MOST_TIMES = 1_000_000
# What one organisation may have waiting with another: more is a list, which is sent as one.
MOST_WAITING = 30


def check_can_enter(by: Actor) -> None:
    check_can_draft(by)


def check_can_name(by: Actor) -> None:
    check_role(by, Role.COMMUNITY, to=say("name an issue for its community"))


def can_name(by: Actor) -> bool:
    return by.has(Role.COMMUNITY)


def enter(
    *,
    by: Actor,
    words: str,
    source: str,
    named_by: str,
    times: int,
    heard_on: date,
    on: date,
    comment: PolicyComment | None = None,
) -> CommunityIssue:
    """By staff, with where and when it was heard. It counts at once."""
    check_can_enter(by)
    if source not in IssueSource.values or (source == IssueSource.GROUP):
        raise Refused(say("Choose where it was heard"), field="source")
    if not named_by.strip():
        raise Refused(say("Say which meeting, survey or group it was, not who"), field="named_by")
    _check(words, times, heard_on, on)
    with change(by=by, owner=by.organisation_id, reason=say("Entered an issue that the community named")):
        if comment is not None and CommunityIssue.objects.filter(comment=comment).exists():
            raise Refused(say("This comment was taken up already"), field="words")
        ref = new_reference()
        return CommunityIssue.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            words=words.strip(),
            source=source,
            named_by=named_by.strip(),
            heard_on=heard_on,
            times=times,
            state=IssueState.COUNTED,
            comment=comment,
            entered_by_id=by.person_id,
            looked_at_by_id=by.person_id,
        )


def name(*, by: Actor, to: Organisation, words: str, times: int, heard_on: date, on: date) -> CommunityIssue:
    """By a community organisation, to one that works here. It counts once somebody there has looked at it; those who named
    it can read what became of it.
    """
    check_can_name(by)
    if to.pk == by.organisation_id:
        raise Refused(say("Name it to another organisation: a council or a landlord"), field="organisation")
    _check(words, times, heard_on, on)
    with change(by=by, owner=to.pk, reason=say("Named an issue for its community")):
        waiting = CommunityIssue.objects.filter(said_for_id=by.organisation_id, state=IssueState.WAITING)
        if waiting.filter(owner=to).count() >= MOST_WAITING:
            message = say("{most} issues of yours wait there, which is the most", most=MOST_WAITING)
            raise Refused(message, field="words")
        ref = new_reference()
        named = CommunityIssue.objects.create(
            owner=to,
            ref=ref,
            root=ref,
            words=words.strip(),
            source=IssueSource.GROUP,
            named_by=by.organisation_name[:200],
            heard_on=heard_on,
            times=times,
            said_for_id=by.organisation_id,
            entered_by_id=by.person_id,
        )
        share(
            owner=to,
            thing=ref,
            kind="issue",
            organisation=Organisation.objects.get(pk=by.organisation_id),
            right=Right.SEE,
            on=on,
            reason=say("Named an issue for its community"),
        )
    return named


def check_can_look_at(by: Actor, issue: CommunityIssue) -> None:
    check_can_draft(by)
    if issue.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that it was named to can look at it."))


def look_at(*, by: Actor, issue: CommunityIssue, seen: int, count: bool, why: str = "") -> CommunityIssue:
    """Counts it from now on, or sets it aside for a reason that whoever named it can read. One set aside leaves its group."""
    check_can_look_at(by, issue)
    to = IssueState.COUNTED if count else IssueState.SET_ASIDE
    if not count and not why.strip():
        raise Refused(say("Say why it is set aside"), field="why")
    with change(by=by, owner=issue.owner_id, reason=say("Decided whether an issue counts")):
        now = CommunityIssue.objects.select_for_update().get(pk=issue.pk)
        if to not in VALID_TRANSITIONS[IssueState(now.state)]:
            raise Refused(say("This issue was looked at already: {state}", state=now.get_state_display()))
        return update(
            now,
            version=seen,
            state=to,
            why_set_aside="" if count else why.strip(),
            group=now.group if count else None,
            looked_at_by_id=by.person_id,
        )


def make_group(*, by: Actor, title: str, issues: Collection[str]) -> IssueGroup:
    """Puts issues together by their references, under a new title or one that a group has already."""
    check_can_enter(by)
    if not title.strip():
        raise Refused(say("Say in a few words what they have in common"), field="title")
    if not issues:
        raise Refused(say("Choose the issues that belong together"), field="issues")
    with change(by=by, owner=by.organisation_id, reason=say("Put issues together")):
        own = IssueGroup.objects.filter(owner_id=by.organisation_id)
        group = own.filter(title__iexact=title.strip()).first()
        if group is None:
            ref = new_reference()
            group = IssueGroup.objects.create(
                owner_id=by.organisation_id, ref=ref, root=ref, title=title.strip()
            )
        _put(by, group, issues)
    return group


def edit_group(
    *,
    by: Actor,
    group: IssueGroup,
    seen: int,
    title: str,
    criterion: str,
    priority: str,
    issues: Collection[str],
) -> IssueGroup:
    """`priority` is the reference of one of the organisation's own, or empty; issues that are not named leave the group."""
    check_can_enter(by)
    if not title.strip():
        raise Refused(say("Say in a few words what they have in common"), field="title")
    with change(by=by, owner=group.owner_id, reason=say("Changed a group of issues")):
        chosen = None
        if priority:
            chosen = Priority.objects.filter(owner_id=group.owner_id, ref=priority).first()
            if chosen is None:
                raise Refused(say("Choose one of your priorities"), field="priority")
        same = IssueGroup.objects.filter(owner_id=group.owner_id, title__iexact=title.strip())
        if same.exclude(pk=group.pk).exists():
            message = say("“{title}” is the title of another group", title=title.strip())
            raise Refused(message, field="title")
        changed = update(
            group, version=seen, title=title.strip(), criterion=criterion.strip(), priority=chosen
        )
        for issue in CommunityIssue.objects.filter(group=group).exclude(ref__in=issues):
            update(issue, version=issue.version, group=None)
    return changed


def answer_with(*, by: Actor, group: IssueGroup, priority: Priority) -> IssueGroup:
    """The priority answers the group from now on."""
    check_can_enter(by)
    with change(by=by, owner=group.owner_id, reason=say("Said which priority answers a group of issues")):
        return update(group, version=group.version, priority=priority)


def _put(by: Actor, group: IssueGroup, issues: Collection[str]) -> None:
    counted = CommunityIssue.objects.filter(owner_id=by.organisation_id, state=IssueState.COUNTED)
    found = list(counted.filter(ref__in=issues))
    if len(found) != len(set(issues)):
        raise Refused(say("Choose issues that count"), field="issues")
    for issue in found:
        if issue.group_id != group.pk:
            update(issue, version=issue.version, group=group)


def _check(words: str, times: int, heard_on: date, on: date) -> None:
    if not words.strip():
        raise Refused(say("Say what was named"), field="words")
    if not 1 <= times <= MOST_TIMES:
        raise Refused(say("It was named once or more"), field="times")
    if heard_on > on:
        raise Refused(say("It cannot have been named on a day to come"), field="heard_on")
