from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fourfold.define.actions import cascade
from fourfold.define.actions.policies import check_can_edit
from fourfold.define.models import Outcome, Priority
from fourfold.define.web.outcome.form import OutcomeForm
from fourfold.define.web.priority.view import policy_address
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.conflict.view import conflict_page
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _outcome(ref: str) -> Outcome:
    return found(Outcome.objects.filter(ref=ref).select_related("priority__policy_version__policy").first())


@signed_in
def add(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = found(Priority.objects.filter(ref=ref).select_related("policy_version__policy").first())
    check_can_edit(by, priority.policy_version)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    cascade.add_outcome(by=by, priority=priority, title=form.cleaned_data["title"])
                    sent.result = policy_address(priority.policy_version)
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/outcome/form.jinja",
        {"form": form, "version": priority.policy_version, "priority": priority, "outcome": None},
        status=422 if form.errors else 200,
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    outcome = _outcome(ref)
    version = outcome.priority.policy_version
    check_can_edit(by, version)
    form = OutcomeForm(request.POST or None, initial={"title": outcome.title, "version": outcome.version})
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            seen = outcome.version if given["version"] is None else given["version"]
            try:
                with send_once(request, form) as sent:
                    cascade.edit_outcome(by=by, outcome=outcome, seen=seen, title=given["title"])
                    sent.result = policy_address(version)
            except ChangedMeanwhile:
                current = _outcome(ref)
                return conflict_page(request, form, stored={"title": current.title}, version=current.version, section="define")
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/outcome/form.jinja",
        {"form": form, "version": version, "priority": outcome.priority, "outcome": outcome},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    outcome = _outcome(ref)
    version = outcome.priority.policy_version
    cascade.remove_outcome(by=actor_of(request), outcome=outcome)
    return redirect(policy_address(version))
