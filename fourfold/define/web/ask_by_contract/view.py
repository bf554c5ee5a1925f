"""What the policy asks for in which contract: by class, service and value, and how much of it small contracts are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import defaults
from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.queries.defaults import asked_page, line_with, step_with
from fourfold.define.queries.leadership import services_of
from fourfold.define.queries.policies import version_numbered
from fourfold.define.rules.suggestions import CLASS_WORDS, CLASSES
from fourfold.define.web.ask_by_contract.form import LineForm, StepForm
from fourfold.define.web.draft_pages import removal, writing
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import ContractStep, PolicyVersion, PriorityDefault
    from fourfold.ground.people.actor import Actor


def address(version: PolicyVersion) -> str:
    return reverse("policy_contracts", kwargs={"ref": version.policy.ref, "number": version.number})


def _own(by: Actor, ref: str, number: int) -> PolicyVersion:
    version = found(version_numbered(policy_ref=ref, number=number))
    return found(version if version.owner_id == by.organisation_id else None)


@require_safe
@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = _own(by, ref, number)
    shown = asked_page(version)
    return render(
        request,
        "define/web/ask_by_contract/page.jinja",
        {
            "version": version,
            "shown": shown,
            "classes": [(each, CLASS_WORDS[each]) for each in CLASSES],
            "cannot": reason_against(lambda: check_can_edit(by, version)),
            "history": history_of(*shown.lines, *shown.steps),
        },
    )


@signed_in
def new_line(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = _own(by, ref, number)
    form = LineForm(
        request.POST if request.method == "POST" else None,
        priorities=list(version.priorities.all()),
        services=list(services_of(by.organisation_id, on=timezone.localdate())),
    )

    def add(given: Mapping[str, Any]) -> str:
        defaults.add_line(
            by=by,
            version=version,
            priority=given["priority"],
            kind=given["kind"],
            service=given["service"],
            from_amount=given["from_amount"],
            because=given["because"],
        )
        return address(version)

    return writing(
        request,
        form,
        version,
        do=add,
        heading=say("Ask for a priority in certain contracts"),
        button=say("Ask for it"),
        back=address(version),
    )


@signed_in
def set_step(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = _own(by, ref, number)
    form = StepForm(request.POST if request.method == "POST" else None)

    def keep(given: Mapping[str, Any]) -> str:
        defaults.set_step(by=by, version=version, from_amount=given["from_amount"], most=given["most"])
        return address(version)

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Ask small contracts for less"),
        button=say("Set this limit"),
        back=address(version),
        words=say(
            "Where a contract is asked for only some priorities, the top three stay first, then the order of the policy."
        ),
    )


@signed_in
def remove_line(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)

    def find() -> PriorityDefault:
        line = found(line_with(ref))
        return found(line if line.owner_id == by.organisation_id else None)

    return removal(
        request,
        find=find,
        within=lambda line: line.priority.policy_version,
        remove=lambda line, seen: defaults.remove_line(by=by, line=line, seen=seen),
        button=say("No longer ask for it there"),
        words=say("Contracts for which priorities were decided already keep what was decided."),
        back=address,
    )


@signed_in
def remove_step(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)

    def find() -> ContractStep:
        step = found(step_with(ref))
        return found(step if step.owner_id == by.organisation_id else None)

    return removal(
        request,
        find=find,
        within=lambda step: step.policy_version,
        remove=lambda step, seen: defaults.remove_step(by=by, step=step, seen=seen),
        button=say("Remove this limit"),
        words=say("Contracts of this value are then asked for as many as the step below it says."),
        back=address,
    )
