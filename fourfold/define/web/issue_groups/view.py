"""Issues that belong together: put together by hand, answered by a priority, and turned into a question for bidders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.define.actions import issues
from fourfold.define.queries.issues import group_with, groups_suggested, ungrouped
from fourfold.define.queries.policies import adopted_version, draft_version
from fourfold.define.web.issue_groups.form import GroupForm, TogetherForm
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import IssueGroup, Priority


@signed_in
def put_together(request: HttpRequest) -> HttpResponse:
    """Those that are in no group yet, with those ticked that share the word that was suggested."""
    by = actor_of(request)
    left = found(ungrouped(by.organisation_id) or None)
    word = request.GET.get("word", "")
    ticked = next((each.refs for each in groups_suggested(left) if each.word == word), ())
    form = TogetherForm(
        request.POST if request.method == "POST" else None, issues=left, initial={"issues": ticked}
    )

    def do(given: Mapping[str, Any]) -> str:
        group = issues.make_group(by=by, title=given["title"], issues=given["issues"])
        return reverse("issue_group", kwargs={"ref": group.ref})

    return task(
        request,
        form,
        check=lambda: issues.check_can_enter(by),
        do=do,
        heading=say("Put issues together"),
        caption=say("What the community named"),
        back=reverse("community_issues"),
        button=say("Put them together"),
        words=say("Ticked are those with the word “{word}”.", word=word) if ticked else "",
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    group = found(group_with(owner=by.organisation_id, ref=ref))
    members = list(group.issues.all())
    draft = draft_version(by.organisation_id)
    return render(
        request,
        "define/web/issue_groups/page.jinja",
        {
            "group": group,
            "members": members,
            "times": sum(each.times for each in members),
            "draft": draft,
            "cannot": reason_against(lambda: issues.check_can_enter(by)),
            "history": history_of(group),
        },
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    group = found(group_with(owner=by.organisation_id, ref=ref))
    address = reverse("issue_group", kwargs={"ref": ref})
    members = list(group.issues.all())

    def stored(standing: IssueGroup) -> dict[str, Any]:
        return {
            "title": standing.title,
            "criterion": standing.criterion,
            "priority": "" if standing.priority is None else standing.priority.ref,
            "issues": [each.ref for each in members],
            "version": standing.version,
        }

    form = GroupForm(
        request.POST if request.method == "POST" else None,
        issues=members,
        priorities=_priorities(by.organisation_id, group),
        initial=stored(group),
    )

    def do(given: Mapping[str, Any]) -> str:
        issues.edit_group(
            by=by,
            group=group,
            seen=given["version"] or 0,
            title=given["title"],
            criterion=given["criterion"],
            priority=given["priority"],
            issues=given["issues"],
        )
        messages.success(request, say("Kept."))
        return address

    return task(
        request,
        form,
        check=lambda: issues.check_can_enter(by),
        do=do,
        heading=say("Change this group"),
        caption=say("What the community named"),
        back=address,
        button=say("Keep this"),
        stored=stored,
    )


def _priorities(owner: int, group: IssueGroup) -> list[Priority]:
    """Of the adopted version, or of the draft where none is adopted; with the one that answers it already."""
    version = adopted_version(owner) or draft_version(owner)
    offered = [] if version is None else list(version.priorities.all())
    if group.priority is not None and group.priority not in offered:
        offered.append(group.priority)
    return offered
