from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fourfold.define.actions import cascade
from fourfold.define.actions.policies import can_edit, check_can_edit
from fourfold.define.models import Priority
from fourfold.define.queries.policies import cascade as whole_cascade
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.priority.form import PriorityForm
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.conflict.view import conflict_page
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion


def policy_address(version: PolicyVersion) -> str:
    return reverse("policy_version", kwargs={"ref": version.policy.ref, "number": version.number})


def _priority(ref: str) -> Priority:
    return found(Priority.objects.filter(ref=ref).select_related("policy_version__policy", "owner").first())


@require_GET
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A priority with what hangs from it, down to what was delivered."""
    priority = _priority(ref)
    by = getattr(request, "actor", None)
    branch = next(each for each in whole_cascade(priority.policy_version) if each.priority.pk == priority.pk)
    return render(
        request,
        "define/web/priority/page.jinja",
        {
            "priority": priority,
            "version": priority.policy_version,
            "branch": branch,
            "strip": strip("priority", ref),
            "can_edit": by is not None and can_edit(by, priority.policy_version),
        },
    )


@signed_in
def add(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    check_can_edit(by, version)
    form = PriorityForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    cascade.add_priority(
                        by=by, version=version, title=given["title"], reason=given["reason"], top=given["top"],
                    )
                    sent.result = policy_address(version)
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/priority/form.jinja",
        {"form": form, "version": version, "priority": None},
        status=422 if form.errors else 200,
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = _priority(ref)
    version = priority.policy_version
    check_can_edit(by, version)
    form = PriorityForm(request.POST or None, initial=_stored(priority) | {"version": priority.version})
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            seen = priority.version if given["version"] is None else given["version"]
            try:
                with send_once(request, form) as sent:
                    cascade.edit_priority(
                        by=by, priority=priority, seen=seen, title=given["title"], reason=given["reason"], top=given["top"],
                    )
                    sent.result = policy_address(version)
            except ChangedMeanwhile:
                current = _priority(ref)
                return conflict_page(request, form, stored=_stored(current), version=current.version, section="define")
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/priority/form.jinja",
        {"form": form, "version": version, "priority": priority},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    priority = _priority(ref)
    version = priority.policy_version
    cascade.remove_priority(by=actor_of(request), priority=priority)
    return redirect(policy_address(version))


def _stored(priority: Priority) -> dict[str, object]:
    return {"title": priority.title, "reason": priority.reason, "top": priority.top}
