"""What staff are told of the policy: the plan, what came of it, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import staff_messages
from fourfold.define.queries.leadership import standing_of
from fourfold.define.queries.staff_messages import message_with, messages_of, reach_of
from fourfold.define.web.staff_messages.form import PlanForm, ToldForm, planned, told
from fourfold.define.web.sure import SureForm
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    return render(
        request,
        "define/web/staff_messages/page.jinja",
        {
            "page": page_of(request, messages_of(by.organisation_id)),
            "reach": reach_of(by.organisation_id, on=today),
            "today": today,
            "cannot": reason_against(lambda: staff_messages.check_can_plan(by)),
        },
    )


@signed_in
def plan(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)

    def do(given: Mapping[str, Any]) -> str:
        staff_messages.plan(by=by, planned=_planned(given))
        return reverse("staff_messages")

    return task(
        request,
        _plan_form(request, by),
        check=lambda: staff_messages.check_can_plan(by),
        do=do,
        heading=say("Plan what staff are told"),
        caption=say("What staff are told"),
        back=reverse("staff_messages"),
        button=say("Keep this plan"),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    message = found(message_with(owner=by.organisation_id, ref=ref))

    def do(given: Mapping[str, Any]) -> str:
        staff_messages.edit(by=by, message=message, seen=given["version"] or 0, planned=_planned(given))
        return reverse("staff_messages")

    return task(
        request,
        _plan_form(request, by, initial=planned(message)),
        check=lambda: staff_messages.check_can_change(by, message),
        do=do,
        stored=planned,
        heading=say("Change what staff are told"),
        caption=message.audience,
        back=reverse("staff_messages"),
        button=say("Keep this plan"),
    )


@signed_in
def record(request: HttpRequest, ref: str) -> HttpResponse:
    """That it was told, and what came back."""
    by = actor_of(request)
    message = found(message_with(owner=by.organisation_id, ref=ref))
    today = timezone.localdate()
    stands = told(message)
    form = ToldForm(
        request.POST if request.method == "POST" else None,
        initial={**stands, "told_on": stands["told_on"] or today},
        today=today,
    )

    def do(given: Mapping[str, Any]) -> str:
        came_of = staff_messages.CameOf(
            **{name: given[name] for name in ("told_on", "reached", "asked", "said_back", "learned")}
        )
        staff_messages.record(by=by, message=message, seen=given["version"] or 0, came_of=came_of, on=today)
        messages.success(request, say("It is written down."))
        return reverse("staff_messages")

    return task(
        request,
        form,
        check=lambda: staff_messages.check_can_plan(by),
        do=do,
        stored=told,
        heading=say("Write down what came of it"),
        caption=say("{audience}: {words}", audience=message.audience, words=message.words),
        back=reverse("staff_messages"),
        button=say("Write it down"),
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    form = SureForm(request.POST if request.method == "POST" else None)
    # Sent twice, it is not there any more: the second sending is led on before it is looked for.
    earlier = already_sent(request, form) if request.method == "POST" else ""
    if earlier:
        return redirect(earlier)
    message = found(message_with(owner=by.organisation_id, ref=ref))
    form.initial = {"version": message.version}

    def do(given: Mapping[str, Any]) -> str:
        staff_messages.remove(by=by, message=message, seen=given["version"] or 0)
        messages.success(request, say("The plan is removed."))
        return reverse("staff_messages")

    return task(
        request,
        form,
        check=lambda: staff_messages.check_can_change(by, message),
        do=do,
        heading=say("Remove “{words}”?", words=message.words),
        caption=message.audience,
        back=reverse("staff_messages"),
        button=say("Remove this plan"),
        words=say("It was not told yet, so nothing is lost but the plan."),
        kind="warning",
    )


def _plan_form(request: HttpRequest, by: Actor, **more: Any) -> PlanForm:
    leading = list(standing_of(by.organisation_id, on=timezone.localdate()))
    return PlanForm(request.POST if request.method == "POST" else None, leading=leading, **more)


def _planned(given: Mapping[str, Any]) -> staff_messages.Planned:
    return staff_messages.Planned(
        words=given["words"],
        audience=given["audience"],
        audience_size=given["audience_size"],
        how=given["how"],
        carried_by=given.get("carried_by", ""),
        planned_for=given["planned_for"],
    )
