"""What the community named to you: entered, looked at and put together. A community organisation names issues to others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import issues
from fourfold.define.models import IssueSource, IssueState
from fourfold.define.queries.issues import groups_of, issue_with, issues_of
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Day, Given, Line, Page, Reference, Shown, Words, YesOrNo
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import CommunityIssue

router = Router(tags=["Priorities, outcomes and measures"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE


class IssueShown(Shown):
    """`times` is how often it was named; nobody who named it is kept. `group` is a title, or empty."""

    ref: str
    words: str
    source: IssueSource
    named_by: str
    heard_on: date
    times: int
    state: IssueState
    why_set_aside: str
    group: str


class IssueGroupShown(Shown):
    ref: str
    title: str
    criterion: str
    priority: str
    times: int
    issues: int


class IssueGroupsShown(Shown):
    groups: list[IssueGroupShown]


class IssueWords(Given):
    words: Annotated[Line, Field(max_length=400, description="One thing. No names of people.")]
    times: Annotated[int, Field(ge=1, le=issues.MOST_TIMES, strict=True)] = 1
    heard_on: Day


class IssueEntered(IssueWords):
    source: Literal["meeting", "survey", "letter", "comment"]
    named_by: Annotated[Line, Field(max_length=200, description="A meeting, survey or group; not a person.")]


class IssueNamed(IssueWords):
    organisation: Annotated[Reference, Field(description="To whom: one that works here.")]


class IssueLookedAt(Given):
    counts: YesOrNo
    why: Annotated[Words, Field(description="Where it is set aside: whoever named it can read this.")] = ""


@operation(router, "get", "/issues", scope=READ, answer=Page[IssueShown])
def list_issues(request: HttpRequest, where: Query[Where]) -> HttpResponse:
    """List what the community named to you."""
    part = part_of(issues_of(caller(request).organisation_id), where)
    return page(request, [_issue(each) for each in part.rows], part.next_cursor)


@operation(router, "post", "/issues", scope=WRITE, answer=IssueShown, status=201)
def enter_issue(request: HttpRequest, given: IssueEntered) -> HttpResponse:
    """Enter what the community named.

    It counts at once.
    """
    entered = issues.enter(by=caller(request), on=timezone.localdate(), **given.model_dump())
    return shown(request, _issue(entered), status=201)


@operation(router, "post", "/issues/named", scope=WRITE, answer=IssueShown, status=201)
def name_issue(request: HttpRequest, given: IssueNamed) -> HttpResponse:
    """Name an issue for your community to an organisation that works here.

    It counts once somebody there has looked at it.
    """
    by = caller(request)
    issues.check_can_name(by)
    to = with_reference(given.organisation)
    named = issues.name(
        by=by,
        to=found(to if to is not None and to.takes_part else None),
        words=given.words,
        times=given.times,
        heard_on=given.heard_on,
        on=timezone.localdate(),
    )
    return shown(request, _issue(named), status=201)


@operation(router, "get", "/issues/{ref}", scope=READ, answer=IssueShown)
def read_issue(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read an issue that was named to you, or that you named."""
    return shown(request, _issue(found(issue_with(ref))))


@operation(router, "put", "/issues/{ref}/decision", scope=WRITE, answer=IssueShown, guarded=True)
def look_at_issue(request: HttpRequest, ref: Reference, given: IssueLookedAt) -> HttpResponse:
    """Decide whether an issue that was named to you counts."""
    issue = found(issue_with(ref))
    check_unchanged(request, _issue(issue))
    looked = issues.look_at(
        by=caller(request), issue=issue, seen=issue.version, count=given.counts, why=given.why
    )
    return shown(request, _issue(looked))


@operation(router, "get", "/issue-groups", scope=READ, answer=IssueGroupsShown)
def list_issue_groups(request: HttpRequest) -> HttpResponse:
    """List the issues that were put together, the most often named first."""
    return shown(
        request,
        IssueGroupsShown(
            groups=[
                IssueGroupShown(
                    ref=each.ref,
                    title=each.title,
                    criterion=each.criterion,
                    priority=each.priority_title,
                    times=each.times,
                    issues=each.issues,
                )
                for each in groups_of(caller(request).organisation_id)
            ]
        ),
    )


def _issue(issue: CommunityIssue) -> IssueShown:
    return IssueShown(
        ref=issue.ref,
        words=issue.words,
        source=IssueSource(issue.source),
        named_by=issue.named_by,
        heard_on=issue.heard_on,
        times=issue.times,
        state=IssueState(issue.state),
        why_set_aside=issue.why_set_aside,
        group="" if issue.group is None else issue.group.title,
    )
