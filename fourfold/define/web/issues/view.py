"""What the community named: the list, an entry by staff, and the decision whether one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import issues
from fourfold.define.queries.issues import (
    comment_to_take_up,
    groups_of,
    groups_suggested,
    issue_with,
    issues_of,
    named_elsewhere,
    ungrouped,
)
from fourfold.define.web.issues.form import COUNT, EnterForm, LookAtForm, begun_from
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    return render(
        request,
        "define/web/issues/list.jinja",
        {
            "page": page_of(request, issues_of(by.organisation_id)),
            "groups": groups_of(by.organisation_id),
            "suggested": groups_suggested(ungrouped(by.organisation_id)),
            "elsewhere": list(named_elsewhere(by.organisation_id)[:ON_A_PAGE]),
            "cannot": reason_against(lambda: issues.check_can_enter(by)),
            "can_name": issues.can_name(by),
        },
    )


@signed_in
def enter(request: HttpRequest) -> HttpResponse:
    """The lead enters what was heard, from nothing or from a comment on a draft."""
    by, on = actor_of(request), timezone.localdate()
    wanted = request.GET.get("comment", "")
    comment = found(comment_to_take_up(owner=by.organisation_id, ref=wanted)) if wanted else None
    form = EnterForm(request.POST if request.method == "POST" else None, initial=begun_from(comment))

    def do(given: Mapping[str, Any]) -> str:
        issues.enter(
            by=by,
            words=given["words"],
            source=given["source"],
            named_by=given["named_by"],
            times=given["times"],
            heard_on=given["heard_on"],
            on=on,
            comment=comment,
        )
        messages.success(request, say("It counts from now on."))
        return reverse("community_issues")

    return task(
        request,
        form,
        check=lambda: issues.check_can_enter(by),
        do=do,
        heading=say("Enter what the community named"),
        caption=say("What the community named"),
        back=reverse("community_issues"),
        button=say("Enter it"),
    )


@signed_in
def look_at(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    issue = found(issue_with(ref))
    found(issue if issue.owner_id == by.organisation_id else None)
    form = LookAtForm(request.POST if request.method == "POST" else None, initial={"version": issue.version})

    def do(given: Mapping[str, Any]) -> str:
        counts = given["decision"] == COUNT
        issues.look_at(by=by, issue=issue, seen=given["version"] or 0, count=counts, why=given["why"])
        messages.success(request, say("It counts from now on.") if counts else say("It is set aside."))
        return reverse("community_issues")

    return send(
        request,
        form,
        check=lambda: issues.check_can_look_at(by, issue),
        do=do,
        show=lambda: render(
            request,
            "define/web/issues/look_at.jinja",
            {
                "form": form,
                "issue": issue,
                "heading": say("Does this count?"),
                "caption": say("What the community named"),
                "back": reverse("community_issues"),
                "button": say("Keep this decision"),
                "history": history_of(issue),
            },
        ),
    )
