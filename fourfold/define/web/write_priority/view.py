from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.define.actions import cascade, issues
from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.queries.issues import group_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.spine_things import priority_with
from fourfold.define.web.draft_pages import form_page, removal
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.define.web.write_priority.form import PriorityForm, stored
from fourfold.ground.kernel.said import say, say_counted
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import IssueGroup, PolicyVersion, Priority


@signed_in
def new(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead adds a priority to a draft and goes on to its first outcome."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    wanted = request.GET.get("named", "")
    named = found(group_with(owner=by.organisation_id, ref=wanted)) if wanted else None
    form = PriorityForm(
        request.POST if request.method == "POST" else None,
        initial={} if named is None else {"title": named.title, "reason": _named_words(named)},
    )

    def add(given: Mapping[str, Any]) -> str:
        priority = cascade.add_priority(
            by=by,
            version=version,
            title=given["title"],
            reason=given["reason"],
            need=given["need"],
            top=given["top"],
        )
        if named is not None:
            issues.answer_with(by=by, group=named, priority=priority)
        return reverse("new_outcome", kwargs={"ref": priority.ref})

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=add,
        show=lambda: form_page(
            request, form, version, heading=say("Add a priority"), button=say("Add this priority")
        ),
    )


def _named_words(group: IssueGroup) -> str:
    times = sum(group.issues.values_list("times", flat=True))
    return say_counted(times, "Named by the community once.", "Named by the community {count} times.")


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = found(priority_with(ref))
    version = priority.policy_version
    form = PriorityForm(request.POST if request.method == "POST" else None, initial=stored(priority))

    def keep(given: Mapping[str, Any]) -> str:
        cascade.edit_priority(
            by=by,
            priority=priority,
            seen=given["version"] or 0,
            title=given["title"],
            reason=given["reason"],
            need=given["need"],
            top=given["top"],
        )
        return tasks_address(version)

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=keep,
        show=lambda: form_page(
            request, form, version, heading=say("Change a priority"), button=say("Keep this priority")
        ),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    def find() -> tuple[Priority, PolicyVersion]:
        priority = found(priority_with(ref))
        return priority, priority.policy_version

    def remove_it(priority: Priority, seen: int) -> None:
        cascade.remove_priority(by=actor_of(request), priority=priority, seen=seen)

    return removal(
        request,
        find=find,
        remove=remove_it,
        button=say("Remove this priority"),
        words=say(
            "Its outcomes and their measures are removed from this draft with it. Adopted versions stay as they are."
        ),
    )
