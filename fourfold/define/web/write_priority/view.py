from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.define.actions import cascade, issues
from fourfold.define.queries.issues import group_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.spine_things import priority_with
from fourfold.define.web.draft_pages import removal, writing
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.define.web.write_priority.form import PriorityForm, stored
from fourfold.ground.kernel.said import say, say_counted
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import IssueGroup


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
        plan=version.mission_title,
    )

    def add(given: Mapping[str, Any]) -> str:
        priority = cascade.add_priority(
            by=by, version=version, serves=given.get("serves", ""), **_described(given)
        )
        if named is not None:
            issues.answer_with(by=by, group=named, priority=priority)
        return reverse("new_outcome", kwargs={"ref": priority.ref})

    return writing(
        request, form, version, do=add, heading=say("Add a priority"), button=say("Add this priority")
    )


def _named_words(group: IssueGroup) -> str:
    times = sum(group.issues.values_list("times", flat=True))
    return say_counted(times, "Named by the community once.", "Named by the community {count} times.")


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = found(priority_with(ref))
    version = priority.policy_version
    form = PriorityForm(
        request.POST if request.method == "POST" else None,
        initial=stored(priority),
        plan=version.mission_title,
    )

    def keep(given: Mapping[str, Any]) -> str:
        cascade.edit_priority(
            by=by,
            priority=priority,
            seen=given["version"] or 0,
            serves=given.get("serves", priority.serves),
            **_described(given),
        )
        return tasks_address(version)

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Change a priority"),
        button=say("Keep this priority"),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    return removal(
        request,
        find=lambda: found(priority_with(ref)),
        within=lambda priority: priority.policy_version,
        remove=lambda priority, seen: cascade.remove_priority(
            by=actor_of(request), priority=priority, seen=seen
        ),
        button=say("Remove this priority"),
        words=say(
            "Its outcomes and their measures are removed from this draft with it. Adopted versions stay as they are."
        ),
    )


def _described(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("title", "reason", "need", "top")}
